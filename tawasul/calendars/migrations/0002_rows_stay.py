"""What was said of a calendar is never changed nor deleted: only withdrawn or decided."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION calendars_row_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE changeable text[] := '{withdrawn_at,withdrawn_by,state,decided_at,decided_by}';
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - changeable = to_jsonb(OLD) - changeable
       AND (to_jsonb(OLD) ->> 'withdrawn_at') IS NULL THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: withdraw the row and say it anew', TG_TABLE_NAME;
END $$;
"""
TABLES = ("workinghours", "workingwindow", "dayoff", "extraworkingday", "calendarchange")
TRIGGERS = "".join(
    f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON calendars_{table}"
    " FOR EACH ROW EXECUTE FUNCTION calendars_row_stays();\n"
    for table in TABLES
)
NO_TRIGGERS = "".join(f"DROP TRIGGER {table}_stays ON calendars_{table};\n" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("calendars", "0001_first")]
    operations = [migrations.RunSQL(FUNCTION + TRIGGERS, NO_TRIGGERS + "DROP FUNCTION calendars_row_stays();")]
