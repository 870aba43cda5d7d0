"""What helps the people who write assignments; nothing here takes part in grading."""
