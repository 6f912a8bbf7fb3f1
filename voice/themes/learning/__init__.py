"""How the classifier is made and measured: from the training text to a model with its card. Run by hand; the application only reads the model."""
