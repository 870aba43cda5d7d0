"""The history of the gradebook's schema."""
