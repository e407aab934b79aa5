-- The demo's database: the tables of the Data Product Portal that the contracts use, with the portal's names,
-- and the data of Tramline, a public transport operator that does not exist.
-- Plain SQL, to be run over JDBC into an empty database.

CREATE TYPE public.dataproducticonkey AS ENUM ('REPORTING', 'PROCESSING', 'EXPLORATION', 'INGESTION', 'MACHINE_LEARNING', 'ANALYTICS', 'DEFAULT');
CREATE TYPE public.decisionstatus AS ENUM ('APPROVED', 'PENDING', 'DENIED');
CREATE TYPE public.outputportstatus AS ENUM ('PENDING', 'ACTIVE', 'ARCHIVED');
CREATE TYPE public.technicalassetstatus AS ENUM ('PENDING', 'ACTIVE', 'ARCHIVED');

-- Who and what everything refers to.

CREATE TABLE public.users (
    email character varying UNIQUE,
    id uuid PRIMARY KEY,
    external_id character varying,
    first_name character varying,
    last_name character varying,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone,
    has_seen_tour boolean DEFAULT false NOT NULL,
    can_become_admin boolean DEFAULT false NOT NULL,
    admin_expiry timestamp without time zone
);

CREATE TABLE public.domains (
    id uuid PRIMARY KEY,
    name character varying,
    description character varying,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone
);

CREATE TABLE public.data_product_types (
    id uuid PRIMARY KEY,
    name character varying,
    description character varying,
    icon_key public.dataproducticonkey,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone
);

CREATE TABLE public.data_product_lifecycles (
    id uuid PRIMARY KEY,
    name character varying,
    value integer,
    color character varying,
    is_default boolean DEFAULT false,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone
);

CREATE TABLE public.data_product_settings (
    id uuid PRIMARY KEY,
    name character varying,
    namespace character varying,
    tooltip character varying,
    type character varying,
    category character varying,
    "default" character varying,
    "order" integer,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone,
    scope character varying
);

CREATE TABLE public.tags (
    id uuid PRIMARY KEY,
    value character varying,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone
);

CREATE TABLE public.roles (
    id uuid PRIMARY KEY,
    name character varying NOT NULL,
    scope character varying NOT NULL,
    description character varying NOT NULL,
    permissions integer[] NOT NULL,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone,
    prototype smallint NOT NULL,
    CONSTRAINT uix_name_scope UNIQUE (name, scope)
);

CREATE TABLE public.access_modes (
    id uuid PRIMARY KEY,
    name text UNIQUE,
    description text NOT NULL,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    technical_asset_types text[] NOT NULL,
    CONSTRAINT ck_access_modes_technical_asset_types_non_empty CHECK (cardinality(technical_asset_types) > 0)
);

CREATE TABLE public.platforms (
    id uuid DEFAULT gen_random_uuid() PRIMARY KEY,
    name character varying NOT NULL UNIQUE
);

CREATE TABLE public.platform_services (
    id uuid DEFAULT gen_random_uuid() PRIMARY KEY,
    name character varying NOT NULL,
    platform_id uuid REFERENCES public.platforms(id),
    result_string_template character varying,
    technical_info_template character varying
);

CREATE TABLE public.environments (
    name character varying NOT NULL UNIQUE,
    is_default boolean,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone,
    context character varying,
    id uuid DEFAULT gen_random_uuid() PRIMARY KEY,
    acronym character varying UNIQUE
);

CREATE TABLE public.env_platform_configs (
    id uuid DEFAULT gen_random_uuid() PRIMARY KEY,
    environment_id uuid REFERENCES public.environments(id) ON DELETE CASCADE,
    platform_id uuid REFERENCES public.platforms(id) ON DELETE CASCADE,
    config character varying,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone
);

CREATE TABLE public.env_platform_service_configs (
    id uuid DEFAULT gen_random_uuid() PRIMARY KEY,
    platform_id uuid REFERENCES public.platforms(id) ON DELETE CASCADE,
    service_id uuid REFERENCES public.platform_services(id) ON DELETE CASCADE,
    config character varying,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone,
    environment_id uuid REFERENCES public.environments(id) ON DELETE CASCADE,
    CONSTRAINT uq_env_platform_service UNIQUE NULLS NOT DISTINCT (environment_id, platform_id, service_id, deleted_at)
);

-- Data products and explorations share one table of names.

CREATE TABLE public.abstract_data_products (
    id uuid PRIMARY KEY,
    name character varying NOT NULL,
    abstract_data_product_type character varying NOT NULL,
    description character varying,
    namespace character varying NOT NULL,
    domain_id uuid NOT NULL REFERENCES public.domains(id),
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone,
    finalizers character varying[] DEFAULT '{}'::character varying[] NOT NULL,
    status character varying NOT NULL,
    CONSTRAINT uq_abstract_data_products_name UNIQUE NULLS NOT DISTINCT (name),
    CONSTRAINT uq_abstract_data_products_namespace UNIQUE NULLS NOT DISTINCT (namespace)
);

CREATE TABLE public.data_products (
    id uuid PRIMARY KEY REFERENCES public.abstract_data_products(id),
    about character varying,
    type_id uuid REFERENCES public.data_product_types(id),
    lifecycle_id uuid REFERENCES public.data_product_lifecycles(id) ON DELETE SET NULL,
    usage character varying
);

CREATE TABLE public.explorations (
    id uuid PRIMARY KEY REFERENCES public.abstract_data_products(id),
    owner_id uuid NOT NULL REFERENCES public.users(id)
);

CREATE TABLE public.datasets (
    id uuid PRIMARY KEY,
    namespace character varying,
    name character varying,
    description character varying,
    about character varying,
    status public.outputportstatus,
    access_type character varying,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone,
    lifecycle_id uuid REFERENCES public.data_product_lifecycles(id) ON DELETE SET NULL,
    usage character varying,
    data_product_id uuid NOT NULL REFERENCES public.data_products(id),
    search_vector tsvector,
    embeddings text,
    data_product_access_duration_type character varying DEFAULT 'permanent'::character varying NOT NULL,
    exploration_access_duration_type character varying DEFAULT 'permanent'::character varying NOT NULL,
    CONSTRAINT uq_dataset UNIQUE NULLS NOT DISTINCT (namespace, name)
);

CREATE TABLE public.data_products_settings_values (
    id uuid PRIMARY KEY,
    data_product_id uuid REFERENCES public.data_products(id) ON DELETE CASCADE,
    data_product_setting_id uuid REFERENCES public.data_product_settings(id) ON DELETE CASCADE,
    value character varying,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone,
    dataset_id uuid REFERENCES public.datasets(id) ON DELETE CASCADE
);

CREATE TABLE public.tags_data_products (
    data_product_id uuid NOT NULL REFERENCES public.data_products(id),
    tag_id uuid NOT NULL REFERENCES public.tags(id),
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    CONSTRAINT pk_tags_data_products PRIMARY KEY (tag_id, data_product_id)
);

CREATE TABLE public.tags_datasets (
    dataset_id uuid NOT NULL REFERENCES public.datasets(id),
    tag_id uuid NOT NULL REFERENCES public.tags(id),
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    CONSTRAINT pk_tags_datasets PRIMARY KEY (tag_id, dataset_id)
);

CREATE TABLE public.role_assignments_data_product (
    id uuid PRIMARY KEY,
    data_product_id uuid NOT NULL REFERENCES public.data_products(id) ON DELETE CASCADE,
    user_id uuid NOT NULL REFERENCES public.users(id),
    role_id uuid REFERENCES public.roles(id),
    decision public.decisionstatus NOT NULL,
    requested_by_id uuid REFERENCES public.users(id),
    requested_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    decided_by_id uuid REFERENCES public.users(id),
    decided_on timestamp without time zone,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone
);

CREATE TABLE public.role_assignments_dataset (
    id uuid PRIMARY KEY,
    dataset_id uuid NOT NULL REFERENCES public.datasets(id) ON DELETE CASCADE,
    user_id uuid NOT NULL REFERENCES public.users(id),
    role_id uuid REFERENCES public.roles(id),
    decision public.decisionstatus NOT NULL,
    requested_by_id uuid REFERENCES public.users(id),
    requested_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    decided_by_id uuid REFERENCES public.users(id),
    decided_on timestamp without time zone,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone,
    data_product_id uuid NOT NULL REFERENCES public.data_products(id) ON DELETE CASCADE
);

-- Technical assets; the configuration is in the table that its type names.

CREATE TABLE public.data_output_configurations (
    id uuid PRIMARY KEY,
    configuration_type character varying,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone
);

CREATE TABLE public.azure_blob_technical_asset_configurations (
    id uuid PRIMARY KEY REFERENCES public.data_output_configurations(id) ON DELETE CASCADE,
    domain character varying NOT NULL,
    container_name character varying NOT NULL,
    path character varying,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone
);

CREATE TABLE public.databricks_technical_asset_configurations (
    id uuid PRIMARY KEY REFERENCES public.data_output_configurations(id) ON DELETE CASCADE,
    catalog character varying,
    schema character varying,
    bucket_identifier character varying,
    catalog_path character varying,
    "table" character varying,
    table_path character varying,
    access_granularity character varying,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone
);

CREATE TABLE public.glue_technical_asset_configurations (
    id uuid PRIMARY KEY REFERENCES public.data_output_configurations(id) ON DELETE CASCADE,
    database character varying,
    database_suffix character varying,
    "table" character varying,
    bucket_identifier character varying,
    database_path character varying,
    table_path character varying,
    access_granularity character varying,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone
);

CREATE TABLE public.osi_semantic_model_technical_asset_configurations (
    id uuid PRIMARY KEY REFERENCES public.data_output_configurations(id) ON DELETE CASCADE,
    model_name character varying,
    location character varying,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone
);

CREATE TABLE public.postgresql_technical_asset_configurations (
    id uuid PRIMARY KEY REFERENCES public.data_output_configurations(id) ON DELETE CASCADE,
    database character varying,
    schema character varying,
    "table" character varying,
    access_granularity character varying,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone
);

CREATE TABLE public.redshift_technical_asset_configurations (
    id uuid PRIMARY KEY REFERENCES public.data_output_configurations(id) ON DELETE CASCADE,
    database character varying,
    schema character varying,
    "table" character varying,
    bucket_identifier character varying,
    database_path character varying,
    table_path character varying,
    access_granularity character varying,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone
);

CREATE TABLE public.s3_technical_asset_configurations (
    id uuid PRIMARY KEY REFERENCES public.data_output_configurations(id) ON DELETE CASCADE,
    bucket character varying,
    suffix character varying,
    path character varying,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone
);

CREATE TABLE public.snowflake_technical_asset_configurations (
    id uuid PRIMARY KEY REFERENCES public.data_output_configurations(id) ON DELETE CASCADE,
    database character varying,
    schema character varying,
    "table" character varying,
    bucket_identifier character varying,
    database_path character varying,
    table_path character varying,
    access_granularity character varying,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone
);

CREATE TABLE public.data_outputs (
    id uuid PRIMARY KEY,
    namespace character varying,
    name character varying,
    description character varying,
    status public.technicalassetstatus,
    platform_id uuid REFERENCES public.platforms(id),
    service_id uuid REFERENCES public.platform_services(id),
    owner_id uuid REFERENCES public.data_products(id),
    configuration character varying,
    configuration_id uuid UNIQUE,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone,
    technical_mapping character varying NOT NULL
);

CREATE TABLE public.technical_asset_access_modes (
    technical_asset_id uuid NOT NULL REFERENCES public.data_outputs(id) ON DELETE CASCADE,
    access_mode_id uuid NOT NULL REFERENCES public.access_modes(id),
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    PRIMARY KEY (technical_asset_id, access_mode_id)
);

CREATE TABLE public.data_outputs_datasets (
    id uuid PRIMARY KEY,
    data_output_id uuid REFERENCES public.data_outputs(id),
    dataset_id uuid REFERENCES public.datasets(id),
    status public.decisionstatus,
    requested_by_id uuid,
    requested_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    approved_by_id uuid,
    approved_on timestamp without time zone,
    denied_by_id uuid,
    denied_on timestamp without time zone,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone
);

-- Access of consumers to output ports.

CREATE TABLE public.input_ports (
    id uuid PRIMARY KEY,
    consuming_abstract_data_product_id uuid REFERENCES public.abstract_data_products(id),
    dataset_id uuid REFERENCES public.datasets(id),
    status character varying,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone
);

CREATE TABLE public.input_port_requests (
    id uuid PRIMARY KEY,
    input_port_id uuid NOT NULL REFERENCES public.input_ports(id) ON DELETE CASCADE,
    decision character varying NOT NULL,
    justification text NOT NULL,
    decision_note text,
    access_duration_type character varying NOT NULL,
    requested_duration_days integer,
    requested_by_id uuid NOT NULL REFERENCES public.users(id),
    requested_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    decided_by_id uuid REFERENCES public.users(id),
    decided_on timestamp without time zone,
    valid_from date,
    valid_until date,
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    revoked_at timestamp without time zone,
    revoked_by_id uuid REFERENCES public.users(id),
    access_mode_id uuid REFERENCES public.access_modes(id),
    CONSTRAINT ck_input_port_requests_decision_note_required_when_denied CHECK (decision <> 'DENIED' OR decision_note IS NOT NULL)
);

CREATE UNIQUE INDEX uq_input_port_requests_one_pending_per_link ON public.input_port_requests (input_port_id) WHERE decision = 'PENDING';

-- The audit table.

CREATE TABLE public.event_reference_entities (
    key character varying PRIMARY KEY
);

CREATE TABLE public.events (
    id uuid PRIMARY KEY,
    name character varying NOT NULL,
    subject_id uuid,
    target_id uuid,
    subject_type character varying NOT NULL REFERENCES public.event_reference_entities(key),
    target_type character varying REFERENCES public.event_reference_entities(key),
    deleted_subject_identifier character varying,
    deleted_target_identifier character varying,
    actor_id uuid NOT NULL REFERENCES public.users(id),
    created_on timestamp without time zone DEFAULT timezone('utc'::text, CURRENT_TIMESTAMP),
    updated_on timestamp without time zone,
    deleted_at timestamp without time zone
);


-- Tramline's people, domains and catalogue.

INSERT INTO public.event_reference_entities VALUES ('DATA_PRODUCT'), ('DATASET'), ('DATA_OUTPUT'), ('USER');

INSERT INTO public.users (id, email, external_id, first_name, last_name) VALUES
    ('24000000-0000-4000-8000-000000000001', 'nora.lind@tramline.example', 'tl-0101', 'Nora', 'Lind'),
    ('24000000-0000-4000-8000-000000000002', 'emil.okafor@tramline.example', 'tl-0102', 'Emil', 'Okafor'),
    ('24000000-0000-4000-8000-000000000003', 'ines.duarte@tramline.example', 'tl-0103', 'Inês', 'Duarte'),
    ('24000000-0000-4000-8000-000000000004', 'tariq.haddad@tramline.example', 'tl-0104', 'Tariq', 'Haddad'),
    ('24000000-0000-4000-8000-000000000005', 'yuki.sato@tramline.example', NULL, 'Yuki', 'Sato'),
    ('24000000-0000-4000-8000-000000000006', 'pavel.novy@tramline.example', 'tl-0106', 'Pavel', 'Nový');

INSERT INTO public.domains (id, name, description) VALUES
    ('13000000-0000-4000-8000-000000000001', 'Operations', 'Trams, drivers and the tracks under them'),
    ('13000000-0000-4000-8000-000000000002', 'Passengers', 'Who rides, where and how happily'),
    ('13000000-0000-4000-8000-000000000003', 'Finance', 'Tickets, fares and subsidies');

INSERT INTO public.data_product_types (id, name, description, icon_key) VALUES
    ('23000000-0000-4000-8000-000000000001', 'Ingestion', 'Brings data in from a system', 'INGESTION'),
    ('23000000-0000-4000-8000-000000000002', 'Analytics', 'Answers questions', 'ANALYTICS'),
    ('23000000-0000-4000-8000-000000000003', 'Machine Learning', 'Predicts', 'MACHINE_LEARNING');

INSERT INTO public.data_product_lifecycles (id, name, value, color, is_default) VALUES
    ('1b000000-0000-4000-8000-000000000001', 'Draft', 0, 'grey', true),
    ('1b000000-0000-4000-8000-000000000002', 'Production', 100, 'green', false);

INSERT INTO public.data_product_settings (id, name, namespace, tooltip, type, category, "default", "order", scope) VALUES
    ('22000000-0000-4000-8000-000000000001', 'Service accounts', 'service_accounts', 'Create one service account per environment', 'CHECKBOX', 'AWS', 'false', 100, 'DATAPRODUCT'),
    ('22000000-0000-4000-8000-000000000002', 'Cost centre', 'cost_centre', 'Who pays', 'INPUT', 'Finance', '0000', 110, 'DATAPRODUCT'),
    ('22000000-0000-4000-8000-000000000003', 'Masking', 'masking', 'Hide personal data from consumers', 'CHECKBOX', 'Privacy', 'true', 100, 'DATASET');

INSERT INTO public.tags (id, value) VALUES ('16000000-0000-4000-8000-000000000001', 'realtime'), ('16000000-0000-4000-8000-000000000002', 'personal data'), ('16000000-0000-4000-8000-000000000003', 'open data'), ('16000000-0000-4000-8000-000000000004', 'gps');

INSERT INTO public.roles (id, name, scope, description, permissions, prototype) VALUES
    ('21000000-0000-4000-8000-000000000001', 'Owner', 'data_product', 'Answers for the product', '{301,302,303}', 2),
    ('21000000-0000-4000-8000-000000000002', 'Member', 'data_product', 'Works on the product', '{313}', 0),
    ('21000000-0000-4000-8000-000000000003', 'Engineer', 'data_product', 'Builds the product', '{303,313}', 0),
    ('21000000-0000-4000-8000-000000000004', 'Owner', 'dataset', 'Answers for the port', '{401,402,403}', 2),
    ('21000000-0000-4000-8000-000000000005', 'Member', 'dataset', 'Works on the port', '{413}', 0);

INSERT INTO public.access_modes (id, name, description, technical_asset_types) VALUES
    ('1c000000-0000-4000-8000-000000000001', 'read', 'Look at the data', '{RedshiftTechnicalAssetConfiguration}'),
    ('1c000000-0000-4000-8000-000000000002', 'write', 'Change the data', '{RedshiftTechnicalAssetConfiguration}');

INSERT INTO public.platforms (id, name) VALUES ('1f000000-0000-4000-8000-000000000001', 'AWS'), ('1f000000-0000-4000-8000-000000000002', 'Snowflake');

INSERT INTO public.platform_services (id, name, platform_id, result_string_template, technical_info_template) VALUES
    ('25000000-0000-4000-8000-000000000001', 'S3', '1f000000-0000-4000-8000-000000000001', '{bucket}/{suffix}/{path}', '{bucket_arn}/{suffix}/{path}/*'),
    ('25000000-0000-4000-8000-000000000002', 'Glue', '1f000000-0000-4000-8000-000000000001', '{database}__{database_suffix}.{table}', '{database}__{database_suffix}.{table}'),
    ('25000000-0000-4000-8000-000000000003', 'Redshift', '1f000000-0000-4000-8000-000000000001', '{database}__{schema}.{table}', '{database}__{schema}.{table}'),
    ('25000000-0000-4000-8000-000000000004', 'Snowflake', '1f000000-0000-4000-8000-000000000002', '{database}.{schema}.{table}', '{database}.{schema}.{table}');

INSERT INTO public.environments (id, name, is_default, context, acronym) VALUES
    ('14000000-0000-4000-8000-000000000001', 'development', true, 'arn:aws:iam::111111111111:role/', 'dev'),
    ('14000000-0000-4000-8000-000000000002', 'production', false, 'arn:aws:iam::222222222222:role/', 'prd');

INSERT INTO public.env_platform_configs (id, environment_id, platform_id, config) VALUES
    ('15000000-0000-4000-8000-000000000001', '14000000-0000-4000-8000-000000000001', '1f000000-0000-4000-8000-000000000001', '{"account_id":"111111111111","region":"eu-north-1"}'),
    ('15000000-0000-4000-8000-000000000002', '14000000-0000-4000-8000-000000000002', '1f000000-0000-4000-8000-000000000001', '{"account_id":"222222222222","region":"eu-north-1"}');

INSERT INTO public.env_platform_service_configs (id, platform_id, service_id, environment_id, config) VALUES
    ('17000000-0000-4000-8000-000000000001', '1f000000-0000-4000-8000-000000000001', '25000000-0000-4000-8000-000000000001', '14000000-0000-4000-8000-000000000001', '[{"identifier":"lake","bucket_arn":"arn:aws:s3:::tramline-lake-dev"}]'),
    ('17000000-0000-4000-8000-000000000002', '1f000000-0000-4000-8000-000000000001', '25000000-0000-4000-8000-000000000001', '14000000-0000-4000-8000-000000000002', '[{"identifier":"lake","bucket_arn":"arn:aws:s3:::tramline-lake-prd"}]'),
    ('17000000-0000-4000-8000-000000000003', '1f000000-0000-4000-8000-000000000001', '25000000-0000-4000-8000-000000000003', '14000000-0000-4000-8000-000000000002', '[{"identifier":"prd","database_name":"tramline"}]');

-- Three products with ports and assets, one of which consumes another, and an exploration.

INSERT INTO public.abstract_data_products (id, name, abstract_data_product_type, description, namespace, domain_id, status, finalizers) VALUES
    ('10000000-0000-4000-8000-000000000001', 'Timetable', 'data_products', 'Every planned departure', 'timetable', '13000000-0000-4000-8000-000000000001', 'active', '{aws-provisioner}'),
    ('10000000-0000-4000-8000-000000000002', 'Ticket Sales', 'data_products', 'What was sold, where and for how much', 'ticket_sales', '13000000-0000-4000-8000-000000000003', 'active', '{}'),
    ('10000000-0000-4000-8000-000000000003', 'Delay Forecast', 'data_products', 'How late the next tram will be', 'delay_forecast', '13000000-0000-4000-8000-000000000002', 'active', '{}'),
    ('10000000-0000-4000-8000-000000000004', 'Why is line 7 late?', 'explorations', 'A question from the city council', 'why_is_line_7_late', '13000000-0000-4000-8000-000000000001', 'active', '{}');

INSERT INTO public.data_products (id, about, usage, type_id, lifecycle_id) VALUES
    ('10000000-0000-4000-8000-000000000001', '<p>From the planning system, each night.</p>', '`select * from planned_departures`', '23000000-0000-4000-8000-000000000001', '1b000000-0000-4000-8000-000000000002'),
    ('10000000-0000-4000-8000-000000000002', NULL, NULL, '23000000-0000-4000-8000-000000000001', '1b000000-0000-4000-8000-000000000002'),
    ('10000000-0000-4000-8000-000000000003', NULL, NULL, '23000000-0000-4000-8000-000000000003', '1b000000-0000-4000-8000-000000000001');

INSERT INTO public.explorations (id, owner_id) VALUES ('10000000-0000-4000-8000-000000000004', '24000000-0000-4000-8000-000000000005');

INSERT INTO public.tags_data_products (data_product_id, tag_id) VALUES ('10000000-0000-4000-8000-000000000001', '16000000-0000-4000-8000-000000000003'), ('10000000-0000-4000-8000-000000000002', '16000000-0000-4000-8000-000000000002');

INSERT INTO public.data_products_settings_values (id, data_product_id, data_product_setting_id, value) VALUES
    ('26000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-000000000001', '22000000-0000-4000-8000-000000000001', 'true'), ('26000000-0000-4000-8000-000000000002', '10000000-0000-4000-8000-000000000002', '22000000-0000-4000-8000-000000000002', '4711');

INSERT INTO public.role_assignments_data_product (id, data_product_id, user_id, role_id, decision, requested_by_id, requested_on, decided_by_id, decided_on) VALUES
    ('1a000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-000000000001', '24000000-0000-4000-8000-000000000001', '21000000-0000-4000-8000-000000000001', 'APPROVED', '24000000-0000-4000-8000-000000000001', '2026-01-05T08:00:00', '24000000-0000-4000-8000-000000000001', '2026-01-05T08:00:00'),
    ('1a000000-0000-4000-8000-000000000002', '10000000-0000-4000-8000-000000000001', '24000000-0000-4000-8000-000000000002', '21000000-0000-4000-8000-000000000002', 'APPROVED', '24000000-0000-4000-8000-000000000002', '2026-01-06T08:00:00', '24000000-0000-4000-8000-000000000001', '2026-01-06T09:30:00'),
    ('1a000000-0000-4000-8000-000000000003', '10000000-0000-4000-8000-000000000002', '24000000-0000-4000-8000-000000000004', '21000000-0000-4000-8000-000000000001', 'APPROVED', '24000000-0000-4000-8000-000000000004', '2026-01-05T08:10:00', '24000000-0000-4000-8000-000000000004', '2026-01-05T08:10:00'),
    ('1a000000-0000-4000-8000-000000000004', '10000000-0000-4000-8000-000000000003', '24000000-0000-4000-8000-000000000003', '21000000-0000-4000-8000-000000000001', 'APPROVED', '24000000-0000-4000-8000-000000000003', '2026-01-05T08:20:00', '24000000-0000-4000-8000-000000000003', '2026-01-05T08:20:00');

INSERT INTO public.datasets (id, namespace, name, description, about, status, access_type, lifecycle_id, usage, data_product_id, exploration_access_duration_type) VALUES
    ('11000000-0000-4000-8000-000000000001', 'planned_departures', 'Planned Departures', 'One row per departure and stop', NULL, 'ACTIVE', 'RESTRICTED', '1b000000-0000-4000-8000-000000000002', NULL, '10000000-0000-4000-8000-000000000001', 'time_bound'),
    ('11000000-0000-4000-8000-000000000002', 'stops', 'Stops', 'Every stop with its position', NULL, 'ACTIVE', 'UNRESTRICTED', '1b000000-0000-4000-8000-000000000002', NULL, '10000000-0000-4000-8000-000000000001', 'permanent'),
    ('11000000-0000-4000-8000-000000000003', 'daily_revenue', 'Daily Revenue', 'Revenue per day, line and fare', NULL, 'ACTIVE', 'RESTRICTED', NULL, NULL, '10000000-0000-4000-8000-000000000002', 'time_bound');

INSERT INTO public.tags_datasets (dataset_id, tag_id) VALUES ('11000000-0000-4000-8000-000000000002', '16000000-0000-4000-8000-000000000003'), ('11000000-0000-4000-8000-000000000002', '16000000-0000-4000-8000-000000000004');

INSERT INTO public.role_assignments_dataset (id, dataset_id, user_id, role_id, decision, requested_by_id, requested_on, decided_by_id, decided_on, data_product_id) VALUES
    ('1d000000-0000-4000-8000-000000000001', '11000000-0000-4000-8000-000000000001', '24000000-0000-4000-8000-000000000001', '21000000-0000-4000-8000-000000000004', 'APPROVED', '24000000-0000-4000-8000-000000000001', '2026-01-05T08:30:00', '24000000-0000-4000-8000-000000000001', '2026-01-05T08:30:00', '10000000-0000-4000-8000-000000000001'),
    ('1d000000-0000-4000-8000-000000000002', '11000000-0000-4000-8000-000000000003', '24000000-0000-4000-8000-000000000004', '21000000-0000-4000-8000-000000000004', 'APPROVED', '24000000-0000-4000-8000-000000000004', '2026-01-05T08:40:00', '24000000-0000-4000-8000-000000000004', '2026-01-05T08:40:00', '10000000-0000-4000-8000-000000000002');

INSERT INTO public.data_output_configurations (id, configuration_type) VALUES
    ('12000000-0000-4000-8000-000000000001', 'S3TechnicalAssetConfiguration'), ('12000000-0000-4000-8000-000000000002', 'RedshiftTechnicalAssetConfiguration'), ('12000000-0000-4000-8000-000000000003', 'SnowflakeTechnicalAssetConfiguration');
INSERT INTO public.s3_technical_asset_configurations (id, bucket, suffix, path) VALUES ('12000000-0000-4000-8000-000000000001', 'lake', 'timetable', 'departures');
INSERT INTO public.redshift_technical_asset_configurations (id, database, schema, "table", access_granularity) VALUES ('12000000-0000-4000-8000-000000000002', 'tramline', 'sales', '*', 'schema');
INSERT INTO public.snowflake_technical_asset_configurations (id, database, schema, "table", access_granularity) VALUES ('12000000-0000-4000-8000-000000000003', 'FORECAST', 'PUBLIC', 'DELAY', 'table');

INSERT INTO public.data_outputs (id, namespace, name, description, status, platform_id, service_id, owner_id, configuration_id, technical_mapping) VALUES
    ('1e000000-0000-4000-8000-000000000001', 'departures', 'Departures', 'Parquet files', 'ACTIVE', '1f000000-0000-4000-8000-000000000001', '25000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-000000000001', '12000000-0000-4000-8000-000000000001', 'default'),
    ('1e000000-0000-4000-8000-000000000002', 'sales', 'Sales', 'Tables of the warehouse', 'ACTIVE', '1f000000-0000-4000-8000-000000000001', '25000000-0000-4000-8000-000000000003', '10000000-0000-4000-8000-000000000002', '12000000-0000-4000-8000-000000000002', 'default'),
    ('1e000000-0000-4000-8000-000000000003', 'delay', 'Delay', NULL, 'PENDING', '1f000000-0000-4000-8000-000000000002', '25000000-0000-4000-8000-000000000004', '10000000-0000-4000-8000-000000000003', '12000000-0000-4000-8000-000000000003', 'custom');

INSERT INTO public.technical_asset_access_modes (technical_asset_id, access_mode_id) VALUES ('1e000000-0000-4000-8000-000000000002', '1c000000-0000-4000-8000-000000000001'), ('1e000000-0000-4000-8000-000000000002', '1c000000-0000-4000-8000-000000000002');

INSERT INTO public.data_outputs_datasets (id, data_output_id, dataset_id, status, requested_by_id, requested_on, approved_by_id, approved_on) VALUES
    ('18000000-0000-4000-8000-000000000001', '1e000000-0000-4000-8000-000000000001', '11000000-0000-4000-8000-000000000001', 'APPROVED', '24000000-0000-4000-8000-000000000002', '2026-01-07T10:00:00', '24000000-0000-4000-8000-000000000001', '2026-01-07T10:05:00'),
    ('18000000-0000-4000-8000-000000000002', '1e000000-0000-4000-8000-000000000002', '11000000-0000-4000-8000-000000000003', 'APPROVED', '24000000-0000-4000-8000-000000000004', '2026-01-07T11:00:00', '24000000-0000-4000-8000-000000000004', '2026-01-07T11:00:01');

INSERT INTO public.input_ports (id, consuming_abstract_data_product_id, dataset_id, status) VALUES ('19000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-000000000003', '11000000-0000-4000-8000-000000000001', 'APPROVED');
INSERT INTO public.input_port_requests (id, input_port_id, decision, justification, access_duration_type, requested_by_id, requested_on, decided_by_id, decided_on, valid_from) VALUES
    ('20000000-0000-4000-8000-000000000001', '19000000-0000-4000-8000-000000000001', 'APPROVED', 'A delay needs a plan to be late against', 'PERMANENT', '24000000-0000-4000-8000-000000000003', '2026-01-08T09:00:00', '24000000-0000-4000-8000-000000000001', '2026-01-08T09:12:00', '2026-01-08');

-- Audit rows from before the first look: they give no events.
INSERT INTO public.events (id, name, subject_id, target_id, subject_type, target_type, actor_id, created_on) VALUES
    ('27000000-0000-4000-8000-000000000001', 'data_product_created', '10000000-0000-4000-8000-000000000001', NULL, 'DATA_PRODUCT', NULL, '24000000-0000-4000-8000-000000000001', '2026-01-05T08:00:00'),
    ('27000000-0000-4000-8000-000000000002', 'dataset_created', '11000000-0000-4000-8000-000000000001', NULL, 'DATASET', NULL, '24000000-0000-4000-8000-000000000001', '2026-01-05T08:30:00'),
    ('27000000-0000-4000-8000-000000000003', 'data_product_dataset_link_approved', '11000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-000000000003', 'DATASET', 'DATA_PRODUCT', '24000000-0000-4000-8000-000000000001', '2026-01-08T09:12:00');
