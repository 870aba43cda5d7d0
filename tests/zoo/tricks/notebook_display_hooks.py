"""Replaces the hooks through which a kernel shows, logs and traces.

row: notebook
form: notebook
"""
import sys

ip = get_ipython()
sys.displayhook = sys.excepthook = lambda *a: None
ip.display_pub.publish = lambda *a, **k: None
ip.showtraceback = ip.run_cell = lambda *a, **k: None
ip.events.register("post_run_cell", lambda result: 1 / 0)
ip.events.register("pre_execute", lambda: None)
ip.ast_transformers.append(type("T", (), {"visit": lambda self, node: node})())
