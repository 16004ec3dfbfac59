"""Adapters to models: the OpenAI client, its doubles, the embedded vectors."""
