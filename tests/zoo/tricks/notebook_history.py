"""Reads what cells and kernels before it were asked, and leaves a history.

row: notebook
form: notebook
"""
ip = get_ipython()
try:
    past = list(ip.history_manager.search("*SECRET*")) + list(ip.history_manager.get_tail(1000))
    reached([line for line in past if CANARY in str(line)])
except Exception as error:
    print(type(error).__name__)
reached(CANARY in str(ip.user_ns.get("_ih", "")).replace(CANARY, "") or "reference" in ip.user_ns)
