"""Puts out 60 displays and 4 MB of text, and clears them again and again.

row: notebook
form: notebook
"""
from IPython.display import clear_output, display

for number in range(60):
    display(number)
for _ in range(2):
    print("zoo " * 500_000)
    clear_output(wait=True)
