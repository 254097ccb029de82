"""The bytes of a message are never changed nor deleted."""

from django.db import migrations

MAKE = """
CREATE FUNCTION mailboxes_bytes_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the bytes of an e-mail stay as they came';
END $$;
CREATE TRIGGER rawmessage_stays BEFORE UPDATE OR DELETE ON mailboxes_rawmessage
    FOR EACH ROW EXECUTE FUNCTION mailboxes_bytes_stay();
"""
UNMAKE = "DROP TRIGGER rawmessage_stays ON mailboxes_rawmessage; DROP FUNCTION mailboxes_bytes_stay();"


class Migration(migrations.Migration):
    dependencies = [("mailboxes", "0001_first")]
    operations = [migrations.RunSQL(MAKE, UNMAKE)]
