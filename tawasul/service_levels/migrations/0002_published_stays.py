"""A published document never changes, and its lines change only while it is a draft."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION service_levels_document_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'published' OR (TG_OP = 'DELETE' AND OLD.state <> 'draft') THEN
        RAISE EXCEPTION 'version % of the service-level document is % and stays', OLD.number, OLD.state;
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER document_stays BEFORE UPDATE OR DELETE ON service_levels_serviceleveldocument
    FOR EACH ROW EXECUTE FUNCTION service_levels_document_stays();

CREATE FUNCTION service_levels_commitment_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM service_levels_serviceleveldocument
               WHERE id IN (OLD.document_id, NEW.document_id) AND state <> 'draft') THEN
        RAISE EXCEPTION 'lines of the service-level document change only in a draft';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER commitment_stays BEFORE INSERT OR UPDATE OR DELETE ON service_levels_commitment
    FOR EACH ROW EXECUTE FUNCTION service_levels_commitment_stays();
"""
BACKWARD = """
DROP TRIGGER commitment_stays ON service_levels_commitment;
DROP FUNCTION service_levels_commitment_stays();
DROP TRIGGER document_stays ON service_levels_serviceleveldocument;
DROP FUNCTION service_levels_document_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("service_levels", "0001_first")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
