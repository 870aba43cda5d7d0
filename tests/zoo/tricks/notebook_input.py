"""Asks for input that nobody gives, and opens the debugger.

row: notebook
form: notebook
"""
import getpass

for ask in (input, getpass.getpass, breakpoint):
    try:
        ask()
    except BaseException as error:
        print(type(error).__name__)
