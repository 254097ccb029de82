"""What was said stays: a wording and the quiet hours of a time are never changed or removed."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION notices_row_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% % stays as it is: make a new row', TG_TABLE_NAME, OLD.id;
END $$;
CREATE TRIGGER wording_stays BEFORE UPDATE OR DELETE ON notices_wording
    FOR EACH ROW EXECUTE FUNCTION notices_row_stays();
CREATE TRIGGER quiet_hours_stay BEFORE UPDATE OR DELETE ON notices_quiethours
    FOR EACH ROW EXECUTE FUNCTION notices_row_stays();
"""
BACKWARD = """
DROP TRIGGER quiet_hours_stay ON notices_quiethours;
DROP TRIGGER wording_stays ON notices_wording;
DROP FUNCTION notices_row_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_receipts_wordings_quiet_hours")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
