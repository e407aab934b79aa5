-- What each event must contain, computed by the database itself in the transaction that wrote the audit row.
-- Written by hand from the meaning of the portal's tables and never generated from the contracts: it is the other opinion.
--
--   select truth.begin()          once, after the base data was loaded: audit rows that are already there give no events
--   select truth.before_commit()  as the last statement of every transaction that will commit
--
-- truth.event then holds one row per audit row. The schema must not be captured.

CREATE SCHEMA truth;

-- The last known state of every entity, alive or gone. Several kinds describe one entity under one id: what hangs on it
-- disappears with it, so that all must be remembered together.
CREATE TABLE truth.entity (
    kind text NOT NULL,
    id uuid NOT NULL,
    value jsonb NOT NULL,
    PRIMARY KEY (kind, id)
);

CREATE TABLE truth.old_audit (audit_id uuid PRIMARY KEY);

CREATE TABLE truth.event (
    audit_id uuid PRIMARY KEY,
    topic text,
    key text,
    value jsonb,
    ordinal bigserial
);

-- ISO form without zone, seconds always shown, trailing zeros of the fraction trimmed.
CREATE FUNCTION truth.iso(t timestamp) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT to_char(t, 'YYYY-MM-DD"T"HH24:MI:SS') || rtrim(rtrim(to_char(t, '.US'), '0'), '.')
$$;

CREATE VIEW truth.person AS
SELECT u.id, jsonb_build_object(
    'id', u.id, 'email', u.email, 'externalId', u.external_id,
    'firstName', u.first_name, 'lastName', u.last_name) AS value
FROM public.users u;

CREATE FUNCTION truth.person(wanted uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT value FROM truth.person WHERE id = wanted
$$;

CREATE VIEW truth.setting AS
SELECT v.id, v.data_product_id, v.dataset_id, jsonb_build_object(
    'name', s.name, 'namespace', s.namespace, 'type', s.type, 'value', v.value) AS value
FROM public.data_products_settings_values v
LEFT JOIN public.data_product_settings s ON s.id = v.data_product_setting_id;

CREATE VIEW truth.product AS
SELECT p.id, jsonb_build_object(
    'id', p.id, 'kind', p.abstract_data_product_type, 'name', p.name, 'namespace', p.namespace,
    'description', p.description, 'domain', d.name, 'type', t.name, 'lifecycle', l.name, 'status', p.status,
    'finalizers', to_jsonb(p.finalizers),
    'owner', truth.person(x.owner_id),
    'settings', coalesce((
        SELECT jsonb_agg(s.value ORDER BY s.id) FROM truth.setting s WHERE s.data_product_id = p.id), '[]'),
    'tags', coalesce((
        SELECT jsonb_agg(g.value ORDER BY g.id)
        FROM public.tags_data_products tp JOIN public.tags g ON g.id = tp.tag_id
        WHERE tp.data_product_id = p.id AND g.value IS NOT NULL), '[]'),
    'team', coalesce((
        SELECT jsonb_agg(jsonb_build_object('person', truth.person(a.user_id), 'role', r.name) ORDER BY a.id)
        FROM public.role_assignments_data_product a LEFT JOIN public.roles r ON r.id = a.role_id
        WHERE a.data_product_id = p.id AND a.decision = 'APPROVED'), '[]'),
    'createdOn', truth.iso(p.created_on), 'updatedOn', truth.iso(p.updated_on)) AS value
FROM public.abstract_data_products p
LEFT JOIN public.domains d ON d.id = p.domain_id
LEFT JOIN public.data_products dp ON dp.id = p.id
LEFT JOIN public.data_product_types t ON t.id = dp.type_id
LEFT JOIN public.data_product_lifecycles l ON l.id = dp.lifecycle_id
LEFT JOIN public.explorations x ON x.id = p.id;

CREATE FUNCTION truth.product(wanted uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT value FROM truth.product WHERE id = wanted
$$;

-- A configuration row is found in exactly one of the tables. Its times are not captured.
CREATE FUNCTION truth.configuration(wanted uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_strip_nulls(c.columns - 'created_on' - 'updated_on' - 'deleted_at') FROM (
        SELECT to_jsonb(x) AS columns, x.id FROM public.s3_technical_asset_configurations x
        UNION ALL SELECT to_jsonb(x), x.id FROM public.glue_technical_asset_configurations x
        UNION ALL SELECT to_jsonb(x), x.id FROM public.redshift_technical_asset_configurations x
        UNION ALL SELECT to_jsonb(x), x.id FROM public.databricks_technical_asset_configurations x
        UNION ALL SELECT to_jsonb(x), x.id FROM public.snowflake_technical_asset_configurations x
        UNION ALL SELECT to_jsonb(x), x.id FROM public.postgresql_technical_asset_configurations x
        UNION ALL SELECT to_jsonb(x), x.id FROM public.azure_blob_technical_asset_configurations x
        UNION ALL SELECT to_jsonb(x), x.id FROM public.osi_semantic_model_technical_asset_configurations x
    ) c WHERE c.id = wanted
$$;

CREATE FUNCTION truth.environment(environment uuid, config text) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object('name', e.name, 'acronym', e.acronym, 'context', e.context, 'config', config)
    FROM (SELECT) one LEFT JOIN public.environments e ON e.id = environment
$$;

CREATE VIEW truth.technical_asset AS
SELECT o.id, jsonb_build_object(
    'id', o.id, 'name', o.name, 'namespace', o.namespace, 'description', o.description, 'status', o.status,
    'technicalMapping', o.technical_mapping, 'platform', p.name, 'service', s.name,
    'resultTemplate', s.result_string_template, 'configurationType', c.configuration_type,
    'configuration', truth.configuration(o.configuration_id),
    'accessModes', coalesce((
        SELECT jsonb_agg(m.name ORDER BY m.id)
        FROM public.technical_asset_access_modes am JOIN public.access_modes m ON m.id = am.access_mode_id
        WHERE am.technical_asset_id = o.id AND m.name IS NOT NULL), '[]'),
    'platformEnvironments', coalesce((
        SELECT jsonb_agg(truth.environment(ec.environment_id, ec.config) ORDER BY ec.id)
        FROM public.env_platform_configs ec WHERE ec.platform_id = o.platform_id), '[]'),
    'serviceEnvironments', coalesce((
        SELECT jsonb_agg(truth.environment(ec.environment_id, ec.config) ORDER BY ec.id)
        FROM public.env_platform_service_configs ec WHERE ec.service_id = o.service_id), '[]'),
    'createdOn', truth.iso(o.created_on), 'updatedOn', truth.iso(o.updated_on)) AS value
FROM public.data_outputs o
LEFT JOIN public.platforms p ON p.id = o.platform_id
LEFT JOIN public.platform_services s ON s.id = o.service_id
LEFT JOIN public.data_output_configurations c ON c.id = o.configuration_id;

CREATE FUNCTION truth.technical_asset(wanted uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT value FROM truth.technical_asset WHERE id = wanted
$$;

CREATE VIEW truth.output_port AS
SELECT o.id, o.data_product_id, jsonb_build_object(
    'id', o.id, 'name', o.name, 'namespace', o.namespace, 'description', o.description, 'status', o.status,
    'accessType', o.access_type, 'productAccessDuration', o.data_product_access_duration_type,
    'explorationAccessDuration', o.exploration_access_duration_type, 'lifecycle', l.name,
    'settings', coalesce((
        SELECT jsonb_agg(s.value ORDER BY s.id) FROM truth.setting s WHERE s.dataset_id = o.id), '[]'),
    'tags', coalesce((
        SELECT jsonb_agg(g.value ORDER BY g.id)
        FROM public.tags_datasets td JOIN public.tags g ON g.id = td.tag_id
        WHERE td.dataset_id = o.id AND g.value IS NOT NULL), '[]'),
    'team', coalesce((
        SELECT jsonb_agg(jsonb_build_object('person', truth.person(a.user_id), 'role', r.name) ORDER BY a.id)
        FROM public.role_assignments_dataset a LEFT JOIN public.roles r ON r.id = a.role_id
        WHERE a.dataset_id = o.id AND a.decision = 'APPROVED'), '[]'),
    'consumers', coalesce((
        SELECT jsonb_agg(jsonb_build_object(
            'accessId', i.id, 'productId', i.consuming_abstract_data_product_id,
            'kind', c.abstract_data_product_type, 'name', c.name, 'namespace', c.namespace,
            'status', i.status) ORDER BY i.id)
        FROM public.input_ports i
        LEFT JOIN public.abstract_data_products c ON c.id = i.consuming_abstract_data_product_id
        WHERE i.dataset_id = o.id), '[]'),
    'assets', coalesce((
        SELECT jsonb_agg(jsonb_build_object(
            'linkId', k.id, 'status', k.status, 'asset', truth.technical_asset(k.data_output_id)) ORDER BY k.id)
        FROM public.data_outputs_datasets k WHERE k.dataset_id = o.id), '[]'),
    'createdOn', truth.iso(o.created_on), 'updatedOn', truth.iso(o.updated_on)) AS value
FROM public.datasets o
LEFT JOIN public.data_product_lifecycles l ON l.id = o.lifecycle_id;

CREATE FUNCTION truth.output_port(wanted uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT value FROM truth.output_port WHERE id = wanted
$$;

-- The latest request first, as PostgreSQL sorts: a request without a time counts as later than any other.
CREATE FUNCTION truth.request(access uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_build_object(
        'id', r.id, 'decision', r.decision, 'justification', r.justification, 'decisionNote', r.decision_note,
        'accessMode', m.name, 'durationType', r.access_duration_type,
        'requestedDurationDays', r.requested_duration_days,
        'requestedBy', truth.person(r.requested_by_id), 'requestedOn', truth.iso(r.requested_on),
        'decidedBy', truth.person(r.decided_by_id), 'decidedOn', truth.iso(r.decided_on),
        'validFrom', to_char(r.valid_from, 'YYYY-MM-DD'), 'validUntil', to_char(r.valid_until, 'YYYY-MM-DD'),
        'revokedBy', truth.person(r.revoked_by_id), 'revokedAt', truth.iso(r.revoked_at))
    FROM public.input_port_requests r LEFT JOIN public.access_modes m ON m.id = r.access_mode_id
    WHERE r.input_port_id = access
    ORDER BY r.requested_on DESC, r.id LIMIT 1
$$;

CREATE VIEW truth.access AS
SELECT i.dataset_id, i.consuming_abstract_data_product_id AS consumer_id, i.created_on, i.id, jsonb_build_object(
    'id', i.id, 'status', i.status, 'request', truth.request(i.id),
    'createdOn', truth.iso(i.created_on), 'updatedOn', truth.iso(i.updated_on)) AS value
FROM public.input_ports i;

CREATE VIEW truth.link AS
SELECT k.id, k.data_output_id, k.dataset_id, k.requested_on, jsonb_build_object(
    'id', k.id, 'status', k.status,
    'requestedBy', truth.person(k.requested_by_id), 'requestedOn', truth.iso(k.requested_on),
    'approvedBy', truth.person(k.approved_by_id), 'approvedOn', truth.iso(k.approved_on),
    'deniedBy', truth.person(k.denied_by_id), 'deniedOn', truth.iso(k.denied_on)) AS value
FROM public.data_outputs_datasets k;

-- Both teams in one: `team` is the product's or the port's id.
CREATE VIEW truth.assignment AS
SELECT a.team, a.user_id, a.requested_on, a.id, jsonb_build_object(
    'id', a.id, 'role', r.name, 'decision', a.decision,
    'requestedBy', truth.person(a.requested_by_id), 'requestedOn', truth.iso(a.requested_on),
    'decidedBy', truth.person(a.decided_by_id), 'decidedOn', truth.iso(a.decided_on)) AS value
FROM (
    SELECT data_product_id AS team, id, user_id, role_id, decision, requested_by_id, requested_on, decided_by_id, decided_on
    FROM public.role_assignments_data_product
    UNION ALL
    SELECT dataset_id, id, user_id, role_id, decision, requested_by_id, requested_on, decided_by_id, decided_on
    FROM public.role_assignments_dataset
) a LEFT JOIN public.roles r ON r.id = a.role_id;

-- Everything that an event may show of an entity that exists now. What a relation joins is kept with the side where the
-- event looks first: an access with its port, a link with its asset, an assignment with its team; as a map to the other side.
CREATE VIEW truth.state AS
SELECT 'person' AS kind, id, value FROM truth.person
UNION ALL
SELECT 'product', id, value FROM truth.product
UNION ALL
SELECT 'product text', p.id, jsonb_build_object('about', dp.about, 'usage', dp.usage)
FROM public.abstract_data_products p LEFT JOIN public.data_products dp ON dp.id = p.id
UNION ALL
SELECT 'product remains', p.id, jsonb_build_object(
    'outputPorts', coalesce((
        SELECT jsonb_agg(o.value ORDER BY o.id) FROM truth.output_port o WHERE o.data_product_id = p.id), '[]'),
    'assets', coalesce((
        SELECT jsonb_agg(truth.technical_asset(o.id) ORDER BY o.id)
        FROM public.data_outputs o WHERE o.owner_id = p.id), '[]'),
    'consumes', coalesce((
        SELECT jsonb_agg(jsonb_build_object(
            'accessId', i.id, 'status', i.status, 'portId', i.dataset_id,
            'name', o.name, 'namespace', o.namespace, 'providerId', o.data_product_id) ORDER BY i.id)
        FROM public.input_ports i LEFT JOIN public.datasets o ON o.id = i.dataset_id
        WHERE i.consuming_abstract_data_product_id = p.id), '[]'))
FROM public.abstract_data_products p
UNION ALL
SELECT 'port', id, value FROM truth.output_port
UNION ALL
SELECT 'port text', o.id, jsonb_build_object('about', o.about, 'usage', o.usage) FROM public.datasets o
UNION ALL
SELECT 'port product', o.id, truth.product(o.data_product_id) FROM public.datasets o
UNION ALL
SELECT 'port accesses', o.id, coalesce((
    SELECT jsonb_object_agg(a.consumer_id, a.value) FROM (
        SELECT DISTINCT ON (x.consumer_id) x.consumer_id, x.value FROM truth.access x
        WHERE x.dataset_id = o.id AND x.consumer_id IS NOT NULL
        ORDER BY x.consumer_id, x.created_on DESC, x.id) a), '{}')
FROM public.datasets o
UNION ALL
SELECT 'asset', id, value FROM truth.technical_asset
UNION ALL
SELECT 'asset context', o.id, jsonb_build_object(
    'product', truth.product(o.owner_id),
    'outputPorts', coalesce((
        SELECT jsonb_agg(jsonb_build_object(
            'linkId', k.id, 'status', k.status, 'portId', k.dataset_id,
            'name', d.name, 'namespace', d.namespace) ORDER BY k.id)
        FROM public.data_outputs_datasets k LEFT JOIN public.datasets d ON d.id = k.dataset_id
        WHERE k.data_output_id = o.id), '[]'))
FROM public.data_outputs o
UNION ALL
SELECT 'asset links', o.id, coalesce((
    SELECT jsonb_object_agg(k.dataset_id, k.value) FROM (
        SELECT DISTINCT ON (x.dataset_id) x.dataset_id, x.value FROM truth.link x
        WHERE x.data_output_id = o.id AND x.dataset_id IS NOT NULL
        ORDER BY x.dataset_id, x.requested_on DESC, x.id) k), '{}')
FROM public.data_outputs o
UNION ALL
SELECT 'team', t.id, coalesce((
    SELECT jsonb_object_agg(a.user_id, a.value) FROM (
        SELECT DISTINCT ON (x.user_id) x.user_id, x.value FROM truth.assignment x
        WHERE x.team = t.id ORDER BY x.user_id, x.requested_on DESC, x.id) a), '{}')
FROM (SELECT id FROM public.abstract_data_products UNION ALL SELECT id FROM public.datasets) t;

CREATE FUNCTION truth.at(wanted_kind text, wanted uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT value FROM truth.entity WHERE kind = wanted_kind AND id = wanted
$$;

-- One audit row as its event. Reads truth.entity only, where what exists is current and what is gone is as it last was.
CREATE FUNCTION truth.event_of(e public.events) RETURNS TABLE (topic text, key text, value jsonb)
LANGUAGE sql STABLE AS $$
    WITH id AS (
        SELECT
            CASE 'DATA_PRODUCT' WHEN e.subject_type THEN e.subject_id WHEN e.target_type THEN e.target_id END AS product,
            CASE 'DATASET' WHEN e.subject_type THEN e.subject_id WHEN e.target_type THEN e.target_id END AS port,
            CASE 'DATA_OUTPUT' WHEN e.subject_type THEN e.subject_id WHEN e.target_type THEN e.target_id END AS asset,
            CASE 'USER' WHEN e.subject_type THEN e.subject_id WHEN e.target_type THEN e.target_id END AS person
    ), common AS (
        SELECT jsonb_build_object(
            'actor', truth.at('person', e.actor_id), 'recordedOn', truth.iso(e.created_on)) AS value
    ), product AS (
        SELECT jsonb_build_object('product', truth.at('product', id.product)) AS value FROM id
    ), port AS (
        SELECT jsonb_build_object(
            'outputPort', truth.at('port', id.port), 'product', truth.at('port product', id.port)) AS value FROM id
    ), asset AS (
        SELECT jsonb_build_object('asset', truth.at('asset', id.asset)) AS value FROM id
    ), link AS (
        SELECT jsonb_build_object('link', truth.at('asset links', id.asset) -> id.port::text) AS value FROM id
    ), access AS (
        SELECT jsonb_build_object('access', truth.at('port accesses', id.port) -> id.product::text) AS value FROM id
    ), sides AS (
        SELECT jsonb_build_object(
            'consumer', truth.at('product', id.product), 'outputPort', truth.at('port', id.port),
            'provider', truth.at('port product', id.port)) AS value FROM id
    ), member AS (
        SELECT jsonb_build_object(
            'member', truth.at('person', id.person), 'outputPort', truth.at('port', id.port),
            'product', coalesce(truth.at('product', id.product), truth.at('port product', id.port))) AS value FROM id
    ), assignment AS (
        SELECT jsonb_build_object('assignment',
            truth.at('team', coalesce(id.product, id.port)) -> id.person::text) AS value FROM id
    ), body(topic, key, value) AS (
        SELECT CASE e.name
                WHEN 'data_product_created' THEN 'product-created'
                WHEN 'data_product_updated' THEN 'product-updated'
                WHEN 'data_product_setting_updated' THEN 'product-setting-changed'
                WHEN 'data_product_removed' THEN 'product-deleted'
                WHEN 'dataset_created' THEN 'output-port-created'
                WHEN 'dataset_updated' THEN 'output-port-updated'
                WHEN 'dataset_setting_updated' THEN 'output-port-setting-changed'
                WHEN 'dataset_removed' THEN 'output-port-deleted'
                WHEN 'data_output_created' THEN 'technical-asset-created'
                WHEN 'data_output_updated' THEN 'technical-asset-changed'
                WHEN 'data_output_removed' THEN 'technical-asset-deleted'
                WHEN 'data_output_dataset_link_requested' THEN 'technical-asset-link-requested'
                WHEN 'data_output_dataset_link_approved' THEN 'technical-asset-linked'
                WHEN 'data_output_dataset_link_denied' THEN 'technical-asset-link-denied'
                WHEN 'data_output_dataset_link_removed' THEN 'technical-asset-unlinked'
                WHEN 'data_product_dataset_link_requested' THEN 'access-requested'
                WHEN 'data_product_dataset_link_approved' THEN 'access-granted'
                WHEN 'data_product_dataset_link_denied' THEN 'access-denied'
                WHEN 'data_product_dataset_link_revoked' THEN 'access-revoked'
                WHEN 'data_product_dataset_link_cancelled' THEN 'access-cancelled'
                WHEN 'data_product_dataset_link_removed' THEN 'access-removed'
                WHEN 'data_product_role_assignment_created' THEN 'team-member-added'
                WHEN 'data_product_role_assignment_approved' THEN 'team-member-added'
                WHEN 'data_product_role_assignment_updated' THEN 'team-member-changed'
                WHEN 'data_product_role_assignment_removed' THEN 'team-member-removed'
                WHEN 'data_product_role_assignment_requested' THEN 'team-member-requested'
                WHEN 'data_product_role_assignment_denied' THEN 'team-member-denied'
                WHEN 'dataset_role_assignment_created' THEN 'team-member-added'
                WHEN 'dataset_role_assignment_approved' THEN 'team-member-added'
                WHEN 'dataset_role_assignment_updated' THEN 'team-member-changed'
                WHEN 'dataset_role_assignment_removed' THEN 'team-member-removed'
                WHEN 'dataset_role_assignment_requested' THEN 'team-member-requested'
                WHEN 'dataset_role_assignment_denied' THEN 'team-member-denied'
            END,
            CASE
                WHEN id.port IS NOT NULL THEN id.port
                WHEN e.name LIKE 'data\_output\_%' THEN id.asset
                ELSE id.product
            END::text,
            CASE
                WHEN e.name IN ('data_product_created', 'data_product_updated')
                    THEN product.value || truth.at('product text', id.product)
                WHEN e.name = 'data_product_setting_updated' THEN product.value
                WHEN e.name = 'data_product_removed' THEN product.value || truth.at('product remains', id.product)
                WHEN e.name IN ('dataset_created', 'dataset_updated') THEN port.value || truth.at('port text', id.port)
                WHEN e.name IN ('dataset_setting_updated', 'dataset_removed') THEN port.value
                WHEN e.name IN ('data_output_created', 'data_output_updated', 'data_output_removed')
                    THEN asset.value || truth.at('asset context', id.asset)
                WHEN e.name = 'data_output_dataset_link_removed' THEN asset.value || port.value
                WHEN e.name LIKE 'data\_output\_dataset\_link\_%' THEN asset.value || port.value || link.value
                WHEN e.name = 'data_product_dataset_link_removed' THEN sides.value
                WHEN e.name LIKE 'data\_product\_dataset\_link\_%' THEN sides.value || access.value
                WHEN e.name LIKE '%\_role\_assignment\_removed' THEN member.value
                WHEN e.name LIKE '%\_role\_assignment\_%' THEN member.value || assignment.value
            END
        FROM id, product, port, asset, link, access, sides, member, assignment
    )
    SELECT body.topic, body.key, body.value || common.value FROM body, common
$$;

-- Without statistics the planner thinks this worth compiling, which takes longer than running it.
CREATE FUNCTION truth.remember() RETURNS void LANGUAGE sql SET jit = off AS $$
    INSERT INTO truth.entity AS known (kind, id, value)
    SELECT kind, id, value FROM truth.state
    ON CONFLICT (kind, id) DO UPDATE SET value = excluded.value WHERE known.value IS DISTINCT FROM excluded.value
$$;

CREATE FUNCTION truth.begin() RETURNS void LANGUAGE sql AS $$
    INSERT INTO truth.old_audit SELECT id FROM public.events;
    SELECT truth.remember()
$$;

-- Remembering first makes what exists current; what this transaction deleted stays as it was at the commit before it,
-- which is what its events must show. Rows of one transaction come in the order in which they were written.
CREATE FUNCTION truth.before_commit() RETURNS void LANGUAGE sql AS $$
    SELECT truth.remember();
    INSERT INTO truth.event (audit_id, topic, key, value)
    SELECT e.id, v.topic, v.key, v.value
    FROM public.events e CROSS JOIN LATERAL truth.event_of(e) v
    WHERE NOT EXISTS (SELECT FROM truth.event known WHERE known.audit_id = e.id)
      AND NOT EXISTS (SELECT FROM truth.old_audit old WHERE old.audit_id = e.id)
    ORDER BY e.ctid
$$;
