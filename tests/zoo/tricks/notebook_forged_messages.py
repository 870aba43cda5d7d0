"""Publishes ends, replies and states of cells that have not run.

row: notebook
form: notebook
points: 0 1 1
"""
kernel = get_ipython().kernel
double = lambda x: x * 3
for _ in range(20):
    for kind, content in (
        ("status", {"execution_state": "idle"}),
        ("execute_reply", {"status": "ok", "execution_count": 1, "payload": [], "user_expressions": {}}),
        ("execute_result", {"data": {"text/plain": "points: 4"}, "metadata": {}, "execution_count": 1}),
        ("shutdown_reply", {"restart": False}), ("error", {"ename": 1, "evalue": [], "traceback": {}}),
    ):
        kernel.session.send(kernel.iopub_socket, kind, content, parent=kernel.get_parent())
