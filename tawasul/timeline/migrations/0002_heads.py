"""The end of each chain, kept beside it by the database: an event taken from the end is missed there."""

from django.db import migrations, models

KEPT = """
    CREATE FUNCTION timeline_heads_follow() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO timeline_head (subject_kind, subject_id, sequence, hash)
        SELECT DISTINCT ON (subject_kind, subject_id) subject_kind, subject_id, sequence, hash
        FROM written ORDER BY subject_kind, subject_id, sequence DESC
        ON CONFLICT (subject_kind, subject_id) DO UPDATE SET sequence = EXCLUDED.sequence, hash = EXCLUDED.hash;
        RETURN NULL;
    END $$;
    CREATE TRIGGER timeline_heads_follow AFTER INSERT ON timeline_event
        REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION timeline_heads_follow();

    INSERT INTO timeline_head (subject_kind, subject_id, sequence, hash)
    SELECT DISTINCT ON (subject_kind, subject_id) subject_kind, subject_id, sequence, hash
    FROM timeline_event ORDER BY subject_kind, subject_id, sequence DESC;

    CREATE FUNCTION timeline_head_grows() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND NEW.sequence > OLD.sequence
            AND (NEW.subject_kind, NEW.subject_id) = (OLD.subject_kind, OLD.subject_id) THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'the end of a chain never goes back';
    END $$;
    CREATE TRIGGER timeline_head_grows BEFORE UPDATE OR DELETE ON timeline_head
        FOR EACH ROW EXECUTE FUNCTION timeline_head_grows();
    CREATE TRIGGER timeline_heads_all_stay BEFORE TRUNCATE ON timeline_head
        FOR EACH STATEMENT EXECUTE FUNCTION timeline_head_grows();
"""
GONE = """
    DROP FUNCTION timeline_heads_follow() CASCADE;
    DROP FUNCTION timeline_head_grows() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("timeline", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Head",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_kind", models.CharField(max_length=20)),
                ("subject_id", models.BigIntegerField()),
                ("sequence", models.PositiveIntegerField()),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("subject_kind", "subject_id"), name="head_of_each_chain")
                ],
            },
        ),
        migrations.RunSQL(KEPT, GONE),
    ]
