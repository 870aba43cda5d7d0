"""Puts out 250 displays and 8 MB of text, and clears them again and again.

row: notebook
form: notebook
"""
from IPython.display import clear_output, display

for number in range(250):
    display(number)
for _ in range(4):
    print("zoo " * 500_000)
    clear_output(wait=True)
