"""Publishes one message that is larger than any may be.

row: notebook
form: notebook
"""
kernel = get_ipython().kernel
kernel.session.send(kernel.iopub_socket, "stream", {"name": "stdout", "text": "x" * (6 << 20)})
