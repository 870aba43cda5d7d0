"""Is a text that takes the parser and the compiler to their limits.

row: exhaust
"""
for text in ("(" * 90_000, "-" * 200_000 + "1", "x = " + "[" * 199 + "]" * 199, "1+" * 60_000 + "1"):
    try:
        compile(text, "deep", "exec")
    except (SyntaxError, RecursionError, MemoryError, OverflowError) as error:
        print(type(error).__name__)
