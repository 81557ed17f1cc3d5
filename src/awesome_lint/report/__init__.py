"""The report formats, one module each: `write(run, stream, …)`."""
