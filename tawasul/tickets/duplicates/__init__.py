"""The same matter asked twice: found, shown to whoever may see it, joined and split."""
