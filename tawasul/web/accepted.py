"""Which files may come, as a file field offers them (`accept`): for templates, which need no more than this."""

PAPERS = (
    ".pdf,.jpg,.jpeg,.png,.heic,.heif,.webp,.gif,.tif,.tiff,.doc,.docx,.xls,.xlsx"  # what is scanned or photographed
)
ACCEPTED = f"{PAPERS},.mp3,.m4a,.wav,.ogg,.mp4,.mov"
