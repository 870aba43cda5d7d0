"""Runs shells, scripts, profilers and other interpreters by magics.

row: notebook
form: notebook
"""
ip = get_ipython()
for name, line, cell in (
    ("bash", "", f"touch {PLANT}/{MARK}; cat {PLANT}/diary"),
    ("script", "python3", f"print(open({PLANT!r} + '/diary').read())"),
    ("writefile", f"{PLANT}/{MARK}", "x"), ("sx", "", f"cp /etc/shadow {PLANT}/{MARK}"),
):
    try:
        ip.run_cell_magic(name, line, cell)
    except BaseException as error:
        print(type(error).__name__)
for line in ("cd /root", "load_ext autoreload", "logstart zoo.log", "store double", "config", "env"):
    try:
        ip.run_line_magic(*line.partition(" ")[::2])
    except BaseException as error:
        print(type(error).__name__)
ip.system(f"touch {PLANT}/{MARK}")
