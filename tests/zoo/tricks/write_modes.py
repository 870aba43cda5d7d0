"""Changes modes, owners and times of what lies outside.

row: write
"""
import os

for path in (f"{PLANT}/diary", BOOK, CLASS):
    tried(lambda: os.chmod(path, 0o777))
    tried(lambda: os.utime(path, (0, 0)))
    tried(lambda: os.truncate(path, 0))
    tried(lambda: os.rename(path, path + MARK))
