"""Opens the gradebook.

row: read
"""
import sqlite3

tried(lambda: open(BOOK, "rb").read(100))
try:
    reached(sqlite3.connect(f"file:{BOOK}?mode=ro", uri=True).execute("select * from attempt").fetchall())
except sqlite3.Error as error:
    print(error)
