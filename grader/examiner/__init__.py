"""The trusted side of a slot: collects the hidden checks once, judges each submission in a fork."""
