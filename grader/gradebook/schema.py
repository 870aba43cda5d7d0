"""The gradebook's tables. Alembic makes them; a test proves that both agree."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

student = Table(
    "student",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)
assignment = Table(
    "assignment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)
submission = Table(
    "submission",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("student_id", ForeignKey("student.id"), nullable=False),
    Column("assignment_id", ForeignKey("assignment.id"), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("form", String(16), nullable=False),
    UniqueConstraint("student_id", "assignment_id", "digest", "form"),
)
environment = Table(
    "environment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("facts", Text, nullable=False, unique=True),  # JSON: versions and sandbox layers
)
run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("seed", String(20), nullable=False),
    Column("started_at", String(32), nullable=False),
    Column("command", Text, nullable=False),
)
attempt = Table(
    "attempt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("submission_id", ForeignKey("submission.id"), nullable=False, index=True),
    Column("run_id", ForeignKey("run.id"), nullable=False),
    Column("environment_id", ForeignKey("environment.id"), nullable=False),
    Column("seed", String(20), nullable=False),
    Column("checks_digest", String(64), nullable=False),
    Column("started_at", String(32), nullable=False),
    Column("points", Float, nullable=False),
    Column("max_points", Float, nullable=False),
    Column("provisional", Boolean, nullable=False),
    Column("record", Text, nullable=False),  # the whole SubmissionRecord as JSON
    UniqueConstraint("run_id", "submission_id"),
)
outcome = Table(
    "outcome",
    metadata,
    Column("attempt_id", ForeignKey("attempt.id"), primary_key=True),
    Column("check_id", String(200), primary_key=True),
    Column("exercise", String(200), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("points", Float, nullable=False),
    Column("max_points", Float, nullable=False),
)
amendment = Table(
    "amendment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("student_id", ForeignKey("student.id"), nullable=False),
    Column("assignment_id", ForeignKey("assignment.id"), nullable=False),
    Column("points", Float, nullable=False),  # added to what the checks gave
    Column("author", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_at", String(32), nullable=False),
)
setting = Table(
    "setting",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
