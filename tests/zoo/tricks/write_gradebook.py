"""Writes a grade of its own into the gradebook.

row: write
"""
import sqlite3

tried(lambda: open(BOOK, "ab").close())
try:
    with sqlite3.connect(BOOK) as book:
        reached(book.execute("update attempt set points = 4").rowcount)
except sqlite3.Error as error:
    print(error)
