"""What a person touches: the command, the browser, annotations and exports."""
