"""What runs beside student code. It imports nothing else of this package."""
