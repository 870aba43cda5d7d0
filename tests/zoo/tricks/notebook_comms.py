"""Opens comms and widgets, and sends buffers through them.

row: notebook
form: notebook
"""
try:
    from comm import create_comm

    for number in range(50):
        line = create_comm(target_name="jupyter.widget", data={"a": "<script>zoo()</script>"}, buffers=[bytes(9999)])
        line.send({"method": "update", "state": {"value": number}}, buffers=[bytes(9999)] * 3)
        line.close()
except Exception as error:
    print(error)
