"""Takes its kernel apart: closes its sockets, stops its loop, forgets its handlers.

row: notebook
form: notebook
points: 0 1 1
"""
kernel = get_ipython().kernel
double = lambda x: x * 3
kernel.shell_handlers.clear()
kernel.do_shutdown(False)
kernel.iopub_socket.close()
