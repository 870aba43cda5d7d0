"""A cell that publishes what no kernel should, and then something good."""

import json

kernel = get_ipython().kernel  # noqa: F821  (a cell has it)
socket, session = kernel.iopub_socket, kernel.session
parent = json.dumps({"msg_id": kernel.get_parent()["header"]["msg_id"]}).encode()


def send(content, kind="stream", parent=parent):
    header = {"msg_id": str(id(content)), "msg_type": kind, "version": "5.3"}
    parts = [json.dumps(header).encode(), parent, b"{}", content]
    socket.send_multipart([b"<IDS|MSG>", session.sign(parts), *parts])


socket.send_multipart([b"x"] * 7)
socket.send_multipart([b"<IDS|MSG>"] * 3)
socket.send_multipart([b"<IDS|MSG>"] + [b"{}"] * 5)
socket.send_multipart([b"<IDS|MSG>"] + [b"{}"] * 500)
send(b"[" * 100_000)
send(b"[]")
send(b"{}")
send(b"{}", "status")
send(b"{}", parent=b"[]")
send(b"{}", parent=b"1" * 100_000)
send(b"{}", 7)
send(b'{"name": 1, "text": []}')
send(b'{"transient": [1]}', "display_data")
send(b'{"data": {"text/plain": {}}, "metadata": {}}', "display_data")
send(b'{"data": {"image/png": 7, "text/html": []}, "metadata": {}}', "display_data")
send(b'{"ename": [], "evalue": {}, "traceback": 1}', "error")
send(b'{"data": 1}', "comm_open")
send(b'{"name": "stdout", "text": "good"}')
