-- What each event must contain, computed by the database itself in the transaction that wrote the audit row.
-- Written by hand from the meaning of the portal's tables and never generated from the contracts: it is the other opinion.
--
--   select truth.begin()          once, after the base data was loaded: audit rows that are already there give no events
--   select truth.before_commit()  as the last statement of every transaction that will commit
--
-- truth.event then holds one row per audit row, by its id, and one for each access, asset and port that went with its
-- product or port, by table and id. The schema must not be captured.

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

-- What relates two entities, as it last was: an access by port and consumer, a link by asset and port, an assignment by team and user.
CREATE TABLE truth.relation (kind text, one uuid, other uuid, value jsonb NOT NULL, PRIMARY KEY (kind, one, other));

-- What the latest event about a product or an asset showed of it.
CREATE TABLE truth.shown (kind text, id uuid, value jsonb NOT NULL, PRIMARY KEY (kind, id));

-- Accesses, assets and ports that are known to be gone.
CREATE TABLE truth.gone (id uuid PRIMARY KEY);

CREATE TABLE truth.event (
    id text PRIMARY KEY,
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
SELECT 'access', id, jsonb_build_object('access', value, 'port', dataset_id, 'consumer', consumer_id) FROM truth.access
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

CREATE VIEW truth.relation_now AS
SELECT * FROM (
    SELECT DISTINCT ON (dataset_id, consumer_id) 'access' AS kind, dataset_id AS one, consumer_id AS other, value
    FROM truth.access WHERE dataset_id IS NOT NULL AND consumer_id IS NOT NULL
    ORDER BY dataset_id, consumer_id, created_on DESC, id) access
UNION ALL
SELECT * FROM (
    SELECT DISTINCT ON (data_output_id, dataset_id) 'link', data_output_id, dataset_id, value
    FROM truth.link WHERE data_output_id IS NOT NULL AND dataset_id IS NOT NULL
    ORDER BY data_output_id, dataset_id, requested_on DESC, id) link
UNION ALL
SELECT * FROM (
    SELECT DISTINCT ON (team, user_id) 'assignment', team, user_id, value
    FROM truth.assignment ORDER BY team, user_id, requested_on DESC, id) assignment;

CREATE FUNCTION truth.last(wanted text, wanted_one uuid, wanted_other uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT value FROM truth.relation WHERE kind = wanted AND one = wanted_one AND other = wanted_other
$$;

CREATE FUNCTION truth.at(wanted_kind text, wanted uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT value FROM truth.entity WHERE kind = wanted_kind AND id = wanted
$$;

-- One audit row as its event. Reads truth.entity only, where what exists is current and what is gone is as it last was.
CREATE FUNCTION truth.event_of(e public.events) RETURNS TABLE (topic text, key text, value jsonb, about text)
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
    ), body(topic, key, about, value) AS (
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
                WHEN id.port IS NOT NULL THEN 'port'
                WHEN e.name LIKE 'data\_output\_%' THEN 'asset'
                ELSE 'product'
            END,
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
                    || jsonb_build_object('link', truth.last('link', id.asset, id.port))
                WHEN e.name LIKE 'data\_output\_dataset\_link\_%' THEN asset.value || port.value || link.value
                WHEN e.name = 'data_product_dataset_link_removed' THEN sides.value
                    || jsonb_build_object('access', truth.last('access', id.port, id.product))
                WHEN e.name LIKE 'data\_product\_dataset\_link\_%' THEN sides.value || access.value
                WHEN e.name LIKE '%\_role\_assignment\_removed' THEN member.value || jsonb_build_object(
                    'assignment', truth.last('assignment', coalesce(id.product, id.port), id.person))
                WHEN e.name LIKE '%\_role\_assignment\_%' THEN member.value || assignment.value
            END
        FROM id, product, port, asset, link, access, sides, member, assignment
    )
    SELECT body.topic, body.key, body.value || common.value, body.about FROM body, common
$$;

-- The audit rows of this transaction, in the order in which they were written.
CREATE VIEW truth.new_audit AS
SELECT a.* FROM public.events a
WHERE NOT EXISTS (SELECT FROM truth.event known WHERE known.id = a.id::text)
  AND NOT EXISTS (SELECT FROM truth.old_audit old WHERE old.audit_id = a.id)
ORDER BY a.ctid;

-- Without statistics the planner thinks this worth compiling, which takes longer than running it.
CREATE FUNCTION truth.remember() RETURNS void LANGUAGE sql SET jit = off AS $$
    INSERT INTO truth.entity AS known (kind, id, value)
    SELECT kind, id, value FROM truth.state
    ON CONFLICT (kind, id) DO UPDATE SET value = excluded.value WHERE known.value IS DISTINCT FROM excluded.value;
    INSERT INTO truth.relation AS known SELECT * FROM truth.relation_now
    ON CONFLICT (kind, one, other) DO UPDATE SET value = excluded.value WHERE known.value IS DISTINCT FROM excluded.value
$$;

-- What this transaction has deleted, as it was at the commit before; `along` when a product or port took it along.
CREATE FUNCTION truth.lost() RETURNS TABLE (step int, gone uuid, id text, topic text, key text, value jsonb, along boolean)
LANGUAGE sql STABLE AS $$
    SELECT 1, e.id, 'public.input_ports/' || e.id, 'access-removed', e.value ->> 'port',
        jsonb_build_object(
            'access', e.value -> 'access', 'consumer', truth.at('product', (e.value ->> 'consumer')::uuid),
            'outputPort', truth.at('port', (e.value ->> 'port')::uuid),
            'provider', truth.at('port product', (e.value ->> 'port')::uuid)),
        NOT EXISTS (SELECT FROM public.datasets d WHERE d.id = (e.value ->> 'port')::uuid)
            OR NOT EXISTS (SELECT FROM public.abstract_data_products p WHERE p.id = (e.value ->> 'consumer')::uuid)
    FROM truth.entity e
    WHERE e.kind = 'access' AND NOT EXISTS (SELECT FROM public.input_ports i WHERE i.id = e.id)
      AND NOT EXISTS (SELECT FROM truth.gone g WHERE g.id = e.id)
    UNION ALL
    SELECT 2, e.id, 'public.data_outputs/' || e.id, 'technical-asset-deleted', e.id::text,
        jsonb_build_object('asset', e.value) || truth.at('asset context', e.id),
        NOT EXISTS (SELECT FROM public.data_products p
                    WHERE p.id = (truth.at('asset context', e.id) -> 'product' ->> 'id')::uuid)
    FROM truth.entity e
    WHERE e.kind = 'asset' AND NOT EXISTS (SELECT FROM public.data_outputs o WHERE o.id = e.id)
      AND NOT EXISTS (SELECT FROM truth.gone g WHERE g.id = e.id)
    UNION ALL
    SELECT 3, e.id, 'public.datasets/' || e.id, 'output-port-deleted', e.id::text,
        jsonb_build_object('outputPort', e.value, 'product', truth.at('port product', e.id)),
        NOT EXISTS (SELECT FROM public.data_products p WHERE p.id = (truth.at('port product', e.id) ->> 'id')::uuid)
    FROM truth.entity e
    WHERE e.kind = 'port' AND NOT EXISTS (SELECT FROM public.datasets d WHERE d.id = e.id)
      AND NOT EXISTS (SELECT FROM truth.gone g WHERE g.id = e.id)
$$;

-- Names of the fields in which two versions differ, in the order of the contract.
CREATE FUNCTION truth.changes(fields text[], before jsonb, after jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(jsonb_agg(f ORDER BY place), '[]')
    FROM unnest(fields) WITH ORDINALITY AS x(f, place)
    WHERE before IS NOT NULL AND before -> f IS DISTINCT FROM after -> f
$$;

CREATE FUNCTION truth.compared(topic text, body jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT body || CASE topic
        WHEN 'product-updated' THEN (
            SELECT jsonb_build_object('previous', p.value, 'changes', truth.changes(
                '{id,kind,name,namespace,description,domain,type,lifecycle,status,finalizers,owner,settings,tags,team,createdOn,updatedOn}',
                p.value, body -> 'product'))
            FROM (SELECT) one LEFT JOIN truth.shown p ON p.kind = 'product' AND p.id = (body -> 'product' ->> 'id')::uuid)
        WHEN 'technical-asset-changed' THEN (
            SELECT jsonb_build_object('previous', p.value, 'changes', truth.changes(
                '{id,name,namespace,description,status,technicalMapping,platform,service,resultTemplate,configurationType,configuration,accessModes,platformEnvironments,serviceEnvironments,createdOn,updatedOn}',
                p.value, body -> 'asset'))
            FROM (SELECT) one LEFT JOIN truth.shown p ON p.kind = 'asset' AND p.id = (body -> 'asset' ->> 'id')::uuid)
        ELSE '{}' END
$$;

-- What exists is shown as it is now; of what is gone nothing is kept.
CREATE FUNCTION truth.show(shown_kind text, shown uuid) RETURNS void LANGUAGE sql AS $$
    DELETE FROM truth.shown s WHERE s.kind = shown_kind AND s.id = shown;
    INSERT INTO truth.shown
    SELECT kind, id, value FROM truth.state WHERE kind IN ('product', 'asset') AND kind = shown_kind AND id = shown
$$;

CREATE FUNCTION truth.begin() RETURNS void LANGUAGE sql AS $$
    INSERT INTO truth.old_audit SELECT id FROM public.events;
    SELECT truth.remember()
$$;

-- Remembering first makes what exists current; what this transaction deleted stays as it was at the commit before it,
-- which is what its events must show. Rows of one transaction come in the order in which they were written.
-- What went with its parent comes first, and is told of with the transaction's first audit row, if it has one.
CREATE FUNCTION truth.before_commit() RETURNS void LANGUAGE plpgsql SET jit = off AS $$
DECLARE
    lost jsonb;
    cause jsonb;
    e public.events;
    v record;
BEGIN
    SELECT coalesce(jsonb_agg(l ORDER BY l.step, l.gone), '[]') INTO lost FROM truth.lost() l;
    INSERT INTO truth.gone SELECT (l ->> 'gone')::uuid FROM jsonb_array_elements(lost) l;
    PERFORM truth.remember();
    SELECT jsonb_build_object('actor', truth.at('person', n.actor_id), 'recordedOn', truth.iso(n.created_on)) INTO cause
    FROM truth.new_audit n LIMIT 1;
    INSERT INTO truth.event (id, topic, key, value)
    SELECT l ->> 'id', l ->> 'topic', l ->> 'key',
        (l -> 'value') || coalesce(cause, '{"actor": null, "recordedOn": null}')
    FROM jsonb_array_elements(lost) WITH ORDINALITY AS x(l, place) WHERE (l ->> 'along')::boolean ORDER BY place;
    DELETE FROM truth.shown s USING jsonb_array_elements(lost) l
    WHERE s.kind = 'asset' AND s.id = (l ->> 'gone')::uuid AND (l ->> 'along')::boolean;
    FOR e IN SELECT * FROM truth.new_audit LOOP
        SELECT * INTO v FROM truth.event_of(e);
        INSERT INTO truth.event (id, topic, key, value) VALUES (e.id, v.topic, v.key, truth.compared(v.topic, v.value));
        PERFORM truth.show(v.about, v.key::uuid) WHERE v.topic IS NOT NULL;
    END LOOP;
END
$$;
