-- A few weeks at Tramline: what its people did, as the transactions that the portal would write.
-- The portal's habits are kept: audit rows in a later transaction than the change, or before it in the same one; several in
-- one statement; cascades and renames without any; later updates of audit rows; rolled back transactions.
-- BEGIN, COMMIT and ROLLBACK stand alone on their lines; the comment before says which action, who and what.

-- ACTION 1 | nora.lind | creates the product 'Vehicle Positions' with two owners and two tags
BEGIN;
INSERT INTO abstract_data_products (id, name, abstract_data_product_type, description, namespace, domain_id, status) VALUES
    ('10000000-0000-4000-8000-000000000010', 'Vehicle Positions', 'data_products', 'Where every tram is; "live" & O''Brien''s archive', 'vehicle_positions', '13000000-0000-4000-8000-000000000001', 'active');
INSERT INTO data_products (id, type_id, lifecycle_id) VALUES ('10000000-0000-4000-8000-000000000010', '23000000-0000-4000-8000-000000000001', '1b000000-0000-4000-8000-000000000001');
INSERT INTO tags_data_products (data_product_id, tag_id) VALUES ('10000000-0000-4000-8000-000000000010', '16000000-0000-4000-8000-000000000001'), ('10000000-0000-4000-8000-000000000010', '16000000-0000-4000-8000-000000000004');
COMMIT;
BEGIN;
INSERT INTO role_assignments_data_product (id, data_product_id, user_id, role_id, decision, requested_by_id, requested_on) VALUES
    ('1a000000-0000-4000-8000-000000000010', '10000000-0000-4000-8000-000000000010', '24000000-0000-4000-8000-000000000001', '21000000-0000-4000-8000-000000000001', 'PENDING', '24000000-0000-4000-8000-000000000001', '2026-03-03T09:01:07.150');
COMMIT;
BEGIN;
UPDATE role_assignments_data_product SET decision = 'APPROVED', decided_by_id = '24000000-0000-4000-8000-000000000001', decided_on = '2026-03-03T09:02:07.163', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '1a000000-0000-4000-8000-000000000010';
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000101', 'data_product_role_assignment_created', '10000000-0000-4000-8000-000000000010', '24000000-0000-4000-8000-000000000001', 'DATA_PRODUCT', 'USER', '24000000-0000-4000-8000-000000000001');
INSERT INTO role_assignments_data_product (id, data_product_id, user_id, role_id, decision, requested_by_id, requested_on) VALUES
    ('1a000000-0000-4000-8000-000000000011', '10000000-0000-4000-8000-000000000010', '24000000-0000-4000-8000-000000000002', '21000000-0000-4000-8000-000000000001', 'PENDING', '24000000-0000-4000-8000-000000000001', '2026-03-03T09:03:07.176');
COMMIT;
BEGIN;
UPDATE role_assignments_data_product SET decision = 'APPROVED', decided_by_id = '24000000-0000-4000-8000-000000000001', decided_on = '2026-03-03T09:04:07.189', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '1a000000-0000-4000-8000-000000000011';
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000102', 'data_product_role_assignment_created', '10000000-0000-4000-8000-000000000010', '24000000-0000-4000-8000-000000000002', 'DATA_PRODUCT', 'USER', '24000000-0000-4000-8000-000000000001');
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000103', 'data_product_created', '10000000-0000-4000-8000-000000000010', NULL, 'DATA_PRODUCT', NULL, '24000000-0000-4000-8000-000000000001');
COMMIT;

-- ACTION 2 | nora.lind | creates the restricted output port 'Live Positions'
BEGIN;
INSERT INTO datasets (id, namespace, name, description, status, access_type, lifecycle_id, data_product_id, exploration_access_duration_type) VALUES
    ('11000000-0000-4000-8000-000000000010', 'live_positions', 'Live Positions', 'One position per tram and second', 'ACTIVE', 'RESTRICTED', '1b000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-000000000010', 'time_bound');
INSERT INTO tags_datasets (dataset_id, tag_id) VALUES ('11000000-0000-4000-8000-000000000010', '16000000-0000-4000-8000-000000000001');
INSERT INTO role_assignments_dataset (id, dataset_id, data_product_id, user_id, role_id, decision, requested_by_id, requested_on) VALUES
    ('1d000000-0000-4000-8000-000000000010', '11000000-0000-4000-8000-000000000010', '10000000-0000-4000-8000-000000000010', '24000000-0000-4000-8000-000000000001', '21000000-0000-4000-8000-000000000004', 'PENDING', '24000000-0000-4000-8000-000000000001', '2026-03-04T09:01:14.287');
UPDATE role_assignments_dataset SET decision = 'APPROVED', decided_by_id = '24000000-0000-4000-8000-000000000001', decided_on = '2026-03-04T09:02:14.300', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '1d000000-0000-4000-8000-000000000010';
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000104', 'dataset_role_assignment_created', '11000000-0000-4000-8000-000000000010', '24000000-0000-4000-8000-000000000001', 'DATASET', 'USER', '24000000-0000-4000-8000-000000000001');
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000105', 'dataset_created', '11000000-0000-4000-8000-000000000010', NULL, 'DATASET', NULL, '24000000-0000-4000-8000-000000000001');
COMMIT;

-- ACTION 3 | nora.lind | creates the S3 asset 'Raw positions'
BEGIN;
INSERT INTO data_output_configurations (id, configuration_type) VALUES ('12000000-0000-4000-8000-000000000010', 'S3TechnicalAssetConfiguration');
INSERT INTO s3_technical_asset_configurations (id, bucket, suffix, path) VALUES ('12000000-0000-4000-8000-000000000010', 'lake', 'vehicle_positions', 'raw');
INSERT INTO data_outputs (id, namespace, name, description, status, platform_id, service_id, owner_id, configuration_id, technical_mapping) VALUES
    ('1e000000-0000-4000-8000-000000000010', 'raw_positions', 'Raw positions', 'Parquet, one folder per hour', 'ACTIVE', '1f000000-0000-4000-8000-000000000001', '25000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-000000000010', '12000000-0000-4000-8000-000000000010', 'default');
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000106', 'data_output_created', '1e000000-0000-4000-8000-000000000010', '10000000-0000-4000-8000-000000000010', 'DATA_OUTPUT', 'DATA_PRODUCT', '24000000-0000-4000-8000-000000000001');
COMMIT;

-- ACTION 4 | emil.okafor | creates the Glue asset 'Hourly positions', not active yet
BEGIN;
INSERT INTO data_output_configurations (id, configuration_type) VALUES ('12000000-0000-4000-8000-000000000011', 'GlueTechnicalAssetConfiguration');
INSERT INTO glue_technical_asset_configurations (id, database, database_suffix, "table", bucket_identifier, access_granularity) VALUES
    ('12000000-0000-4000-8000-000000000011', 'vehicle_positions', 'core', 'hourly', 'lake', 'table');
INSERT INTO data_outputs (id, namespace, name, status, platform_id, service_id, owner_id, configuration_id, technical_mapping) VALUES
    ('1e000000-0000-4000-8000-000000000011', 'hourly_positions', 'Hourly positions', 'PENDING', '1f000000-0000-4000-8000-000000000001', '25000000-0000-4000-8000-000000000002', '10000000-0000-4000-8000-000000000010', '12000000-0000-4000-8000-000000000011', 'custom');
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000107', 'data_output_created', '1e000000-0000-4000-8000-000000000011', '10000000-0000-4000-8000-000000000010', 'DATA_OUTPUT', 'DATA_PRODUCT', '24000000-0000-4000-8000-000000000002');
COMMIT;

-- ACTION 5 | emil.okafor | asks to expose both assets through 'Live Positions'
BEGIN;
INSERT INTO data_outputs_datasets (id, data_output_id, dataset_id, status, requested_by_id, requested_on) VALUES ('18000000-0000-4000-8000-000000000010', '1e000000-0000-4000-8000-000000000010', '11000000-0000-4000-8000-000000000010', 'PENDING', '24000000-0000-4000-8000-000000000002', '2026-03-07T09:01:35.698');
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000108', 'data_output_dataset_link_requested', '1e000000-0000-4000-8000-000000000010', '11000000-0000-4000-8000-000000000010', 'DATA_OUTPUT', 'DATASET', '24000000-0000-4000-8000-000000000002');
COMMIT;
BEGIN;
INSERT INTO data_outputs_datasets (id, data_output_id, dataset_id, status, requested_by_id, requested_on) VALUES ('18000000-0000-4000-8000-000000000011', '1e000000-0000-4000-8000-000000000011', '11000000-0000-4000-8000-000000000010', 'PENDING', '24000000-0000-4000-8000-000000000002', '2026-03-07T09:02:35.711');
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000109', 'data_output_dataset_link_requested', '1e000000-0000-4000-8000-000000000011', '11000000-0000-4000-8000-000000000010', 'DATA_OUTPUT', 'DATASET', '24000000-0000-4000-8000-000000000002');
COMMIT;

-- ACTION 6 | nora.lind | approves the raw positions
BEGIN;
UPDATE data_outputs_datasets SET status = 'APPROVED', approved_by_id = '24000000-0000-4000-8000-000000000001', approved_on = '2026-03-08T09:01:42.835', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '18000000-0000-4000-8000-000000000010';
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000110', 'data_output_dataset_link_approved', '11000000-0000-4000-8000-000000000010', '1e000000-0000-4000-8000-000000000010', 'DATASET', 'DATA_OUTPUT', '24000000-0000-4000-8000-000000000001');
COMMIT;

-- ACTION 7 | nora.lind | denies the hourly positions
BEGIN;
UPDATE data_outputs_datasets SET status = 'DENIED', denied_by_id = '24000000-0000-4000-8000-000000000001', denied_on = '2026-03-09T09:01:49.972', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '18000000-0000-4000-8000-000000000011';
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000111', 'data_output_dataset_link_denied', '11000000-0000-4000-8000-000000000010', '1e000000-0000-4000-8000-000000000011', 'DATASET', 'DATA_OUTPUT', '24000000-0000-4000-8000-000000000001');
COMMIT;

-- ACTION 8 | emil.okafor | activates the Glue asset
BEGIN;
UPDATE data_outputs SET status = 'ACTIVE', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '1e000000-0000-4000-8000-000000000011';
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000112', 'data_output_updated', '1e000000-0000-4000-8000-000000000011', NULL, 'DATA_OUTPUT', NULL, '24000000-0000-4000-8000-000000000002');
COMMIT;

-- ACTION 9 | emil.okafor | renames the product to 'Fleet Positions', with another type and tag
BEGIN;
UPDATE abstract_data_products SET name = 'Fleet Positions', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '10000000-0000-4000-8000-000000000010';
UPDATE data_products SET type_id = '23000000-0000-4000-8000-000000000002' WHERE id = '10000000-0000-4000-8000-000000000010';
DELETE FROM tags_data_products WHERE data_product_id = '10000000-0000-4000-8000-000000000010' AND tag_id = '16000000-0000-4000-8000-000000000004';
INSERT INTO tags_data_products (data_product_id, tag_id) VALUES ('10000000-0000-4000-8000-000000000010', '16000000-0000-4000-8000-000000000003');
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000113', 'data_product_updated', '10000000-0000-4000-8000-000000000010', NULL, 'DATA_PRODUCT', NULL, '24000000-0000-4000-8000-000000000002');
COMMIT;

-- ACTION 10 | nora.lind | writes a long text about the product
BEGIN;
UPDATE data_products SET about = (SELECT string_agg(md5('fleet' || i), ' ') FROM generate_series(1, 400) AS i) WHERE id = '10000000-0000-4000-8000-000000000010';
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000114', 'data_product_updated', '10000000-0000-4000-8000-000000000010', NULL, 'DATA_PRODUCT', NULL, '24000000-0000-4000-8000-000000000001');
COMMIT;

-- ACTION 11 | nora.lind | puts the product into production: the long text is untouched
BEGIN;
UPDATE data_products SET lifecycle_id = '1b000000-0000-4000-8000-000000000002', usage = 'Ask for the live port first.' WHERE id = '10000000-0000-4000-8000-000000000010';
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000115', 'data_product_updated', '10000000-0000-4000-8000-000000000010', NULL, 'DATA_PRODUCT', NULL, '24000000-0000-4000-8000-000000000001');
COMMIT;

-- ACTION 12 | nora.lind | switches on service accounts, then off again
BEGIN;
INSERT INTO data_products_settings_values (id, data_product_id, data_product_setting_id, value) VALUES ('26000000-0000-4000-8000-000000000010', '10000000-0000-4000-8000-000000000010', '22000000-0000-4000-8000-000000000001', 'true');
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000116', 'data_product_setting_updated', '10000000-0000-4000-8000-000000000010', NULL, 'DATA_PRODUCT', NULL, '24000000-0000-4000-8000-000000000001');
COMMIT;
BEGIN;
UPDATE data_products_settings_values SET value = 'false', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '26000000-0000-4000-8000-000000000010';
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000117', 'data_product_setting_updated', '10000000-0000-4000-8000-000000000010', NULL, 'DATA_PRODUCT', NULL, '24000000-0000-4000-8000-000000000001');
COMMIT;

-- ACTION 13 | nora.lind | switches masking off on the port
BEGIN;
INSERT INTO data_products_settings_values (id, dataset_id, data_product_setting_id, value) VALUES ('26000000-0000-4000-8000-000000000011', '11000000-0000-4000-8000-000000000010', '22000000-0000-4000-8000-000000000003', 'false');
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000118', 'dataset_setting_updated', '11000000-0000-4000-8000-000000000010', NULL, 'DATASET', NULL, '24000000-0000-4000-8000-000000000001');
COMMIT;

-- ACTION 14 | nora.lind | describes the port at length, and renames it
BEGIN;
UPDATE datasets SET about = (SELECT string_agg(md5('live' || i), ' ') FROM generate_series(1, 400) AS i), updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '11000000-0000-4000-8000-000000000010';
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000119', 'dataset_updated', '11000000-0000-4000-8000-000000000010', NULL, 'DATASET', NULL, '24000000-0000-4000-8000-000000000001');
COMMIT;
BEGIN;
UPDATE datasets SET name = 'Live Fleet Positions', lifecycle_id = '1b000000-0000-4000-8000-000000000002', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '11000000-0000-4000-8000-000000000010';
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000120', 'dataset_updated', '11000000-0000-4000-8000-000000000010', NULL, 'DATASET', NULL, '24000000-0000-4000-8000-000000000001');
COMMIT;

-- ACTION 15 | ines.duarte | asks for three ports in one call; the unrestricted one is granted at once
BEGIN;
INSERT INTO input_ports (id, consuming_abstract_data_product_id, dataset_id, status) VALUES ('19000000-0000-4000-8000-000000000010', '10000000-0000-4000-8000-000000000003', '11000000-0000-4000-8000-000000000010', 'PENDING');
INSERT INTO input_port_requests (id, input_port_id, decision, justification, access_duration_type, requested_duration_days, requested_by_id, requested_on, access_mode_id) VALUES
    ('20000000-0000-4000-8000-000000000010', '19000000-0000-4000-8000-000000000010', 'PENDING', 'To know where the trams are', 'PERMANENT', NULL, '24000000-0000-4000-8000-000000000003', '2026-03-17T09:01:45.068', NULL);
INSERT INTO input_ports (id, consuming_abstract_data_product_id, dataset_id, status) VALUES ('19000000-0000-4000-8000-000000000011', '10000000-0000-4000-8000-000000000003', '11000000-0000-4000-8000-000000000003', 'PENDING');
INSERT INTO input_port_requests (id, input_port_id, decision, justification, access_duration_type, requested_duration_days, requested_by_id, requested_on, access_mode_id) VALUES
    ('20000000-0000-4000-8000-000000000011', '19000000-0000-4000-8000-000000000011', 'PENDING', 'Full trams are late trams', 'TIME_BOUND', 90, '24000000-0000-4000-8000-000000000003', '2026-03-17T09:02:45.081', '1c000000-0000-4000-8000-000000000001');
INSERT INTO input_ports (id, consuming_abstract_data_product_id, dataset_id, status) VALUES ('19000000-0000-4000-8000-000000000012', '10000000-0000-4000-8000-000000000003', '11000000-0000-4000-8000-000000000002', 'PENDING');
INSERT INTO input_port_requests (id, input_port_id, decision, justification, access_duration_type, requested_duration_days, requested_by_id, requested_on, access_mode_id) VALUES
    ('20000000-0000-4000-8000-000000000012', '19000000-0000-4000-8000-000000000012', 'PENDING', 'To name the stops', 'PERMANENT', NULL, '24000000-0000-4000-8000-000000000003', '2026-03-17T09:03:45.094', NULL);
UPDATE input_ports SET status = 'APPROVED', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '19000000-0000-4000-8000-000000000012';
UPDATE input_port_requests SET decision = 'APPROVED', decision_note = 'Granted at once: the port is unrestricted', decided_on = '2026-03-17T09:04:45.107', valid_from = '2026-03-17' WHERE id = '20000000-0000-4000-8000-000000000012';
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000121', 'data_product_dataset_link_requested', '10000000-0000-4000-8000-000000000003', '11000000-0000-4000-8000-000000000010', 'DATA_PRODUCT', 'DATASET', '24000000-0000-4000-8000-000000000003'),
    ('27000000-0000-4000-8000-000000000122', 'data_product_dataset_link_requested', '10000000-0000-4000-8000-000000000003', '11000000-0000-4000-8000-000000000003', 'DATA_PRODUCT', 'DATASET', '24000000-0000-4000-8000-000000000003'),
    ('27000000-0000-4000-8000-000000000123', 'data_product_dataset_link_approved', '10000000-0000-4000-8000-000000000003', '11000000-0000-4000-8000-000000000002', 'DATA_PRODUCT', 'DATASET', '24000000-0000-4000-8000-000000000003');
COMMIT;

-- ACTION 16 | nora.lind | grants access to the live positions: the audit row comes before the change
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000124', 'data_product_dataset_link_approved', '11000000-0000-4000-8000-000000000010', '10000000-0000-4000-8000-000000000003', 'DATASET', 'DATA_PRODUCT', '24000000-0000-4000-8000-000000000001');
UPDATE input_ports SET status = 'APPROVED', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '19000000-0000-4000-8000-000000000010';
UPDATE input_port_requests SET decision = 'APPROVED', decided_by_id = '24000000-0000-4000-8000-000000000001', decided_on = '2026-03-18T09:01:52.205', decision_note = 'Welcome', valid_from = '2026-03-18', valid_until = NULL, updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '20000000-0000-4000-8000-000000000010';
COMMIT;

-- ACTION 17 | tariq.haddad | denies the revenue
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000125', 'data_product_dataset_link_denied', '11000000-0000-4000-8000-000000000003', '10000000-0000-4000-8000-000000000003', 'DATASET', 'DATA_PRODUCT', '24000000-0000-4000-8000-000000000004');
UPDATE input_ports SET status = 'DENIED', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '19000000-0000-4000-8000-000000000011';
UPDATE input_port_requests SET decision = 'DENIED', decided_by_id = '24000000-0000-4000-8000-000000000004', decided_on = '2026-03-19T09:01:59.342', decision_note = 'Ask for less than a quarter', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '20000000-0000-4000-8000-000000000011';
COMMIT;

-- ACTION 18 | ines.duarte | asks again, for 30 days
BEGIN;
INSERT INTO input_port_requests (id, input_port_id, decision, justification, access_duration_type, requested_duration_days, requested_by_id, requested_on, access_mode_id) VALUES
    ('20000000-0000-4000-8000-000000000013', '19000000-0000-4000-8000-000000000011', 'PENDING', 'A month will do', 'TIME_BOUND', 30, '24000000-0000-4000-8000-000000000003', '2026-03-20T09:01:06.479', '1c000000-0000-4000-8000-000000000001');
UPDATE input_ports SET status = 'PENDING', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '19000000-0000-4000-8000-000000000011';
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000126', 'data_product_dataset_link_requested', '10000000-0000-4000-8000-000000000003', '11000000-0000-4000-8000-000000000003', 'DATA_PRODUCT', 'DATASET', '24000000-0000-4000-8000-000000000003');
COMMIT;

-- ACTION 19 | tariq.haddad | grants the revenue for 30 days
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000127', 'data_product_dataset_link_approved', '11000000-0000-4000-8000-000000000003', '10000000-0000-4000-8000-000000000003', 'DATASET', 'DATA_PRODUCT', '24000000-0000-4000-8000-000000000004');
UPDATE input_ports SET status = 'APPROVED', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '19000000-0000-4000-8000-000000000011';
UPDATE input_port_requests SET decision = 'APPROVED', decided_by_id = '24000000-0000-4000-8000-000000000004', decided_on = '2026-03-21T09:01:13.616', decision_note = 'Until the end of April', valid_from = '2026-03-21', valid_until = '2026-04-30', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '20000000-0000-4000-8000-000000000013';
COMMIT;

-- ACTION 20 | ines.duarte | gives the revenue up: the consumer revokes
BEGIN;
UPDATE input_ports SET status = 'REVOKED', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '19000000-0000-4000-8000-000000000011';
UPDATE input_port_requests SET revoked_at = '2026-03-22T09:01:20.753', revoked_by_id = '24000000-0000-4000-8000-000000000003', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '20000000-0000-4000-8000-000000000013';
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000128', 'data_product_dataset_link_revoked', '10000000-0000-4000-8000-000000000003', '11000000-0000-4000-8000-000000000003', 'DATA_PRODUCT', 'DATASET', '24000000-0000-4000-8000-000000000003');
COMMIT;

-- ACTION 21 | tariq.haddad | asks for the planned departures and thinks better of it
BEGIN;
INSERT INTO input_ports (id, consuming_abstract_data_product_id, dataset_id, status) VALUES ('19000000-0000-4000-8000-000000000013', '10000000-0000-4000-8000-000000000002', '11000000-0000-4000-8000-000000000001', 'PENDING');
INSERT INTO input_port_requests (id, input_port_id, decision, justification, access_duration_type, requested_duration_days, requested_by_id, requested_on, access_mode_id) VALUES
    ('20000000-0000-4000-8000-000000000014', '19000000-0000-4000-8000-000000000013', 'PENDING', 'To price by the hour', 'PERMANENT', NULL, '24000000-0000-4000-8000-000000000004', '2026-03-23T09:01:27.890', NULL);
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000129', 'data_product_dataset_link_requested', '10000000-0000-4000-8000-000000000002', '11000000-0000-4000-8000-000000000001', 'DATA_PRODUCT', 'DATASET', '24000000-0000-4000-8000-000000000004');
COMMIT;
BEGIN;
UPDATE input_ports SET status = 'CANCELLED', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '19000000-0000-4000-8000-000000000013';
UPDATE input_port_requests SET decision = 'CANCELLED', decided_by_id = '24000000-0000-4000-8000-000000000004', decided_on = '2026-03-23T09:02:27.903', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '20000000-0000-4000-8000-000000000014';
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000130', 'data_product_dataset_link_cancelled', '10000000-0000-4000-8000-000000000002', '11000000-0000-4000-8000-000000000001', 'DATA_PRODUCT', 'DATASET', '24000000-0000-4000-8000-000000000004');
COMMIT;

-- ACTION 22 | yuki.sato | asks for the live positions in an exploration: no audit row
BEGIN;
INSERT INTO input_ports (id, consuming_abstract_data_product_id, dataset_id, status) VALUES ('19000000-0000-4000-8000-000000000014', '10000000-0000-4000-8000-000000000004', '11000000-0000-4000-8000-000000000010', 'PENDING');
INSERT INTO input_port_requests (id, input_port_id, decision, justification, access_duration_type, requested_duration_days, requested_by_id, requested_on, access_mode_id) VALUES
    ('20000000-0000-4000-8000-000000000015', '19000000-0000-4000-8000-000000000014', 'PENDING', 'The council wants to know', 'TIME_BOUND', 14, '24000000-0000-4000-8000-000000000005', '2026-03-24T09:01:34.027', NULL);
COMMIT;

-- ACTION 23 | nora.lind | grants the exploration access, and takes it away again: the owner revokes
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000131', 'data_product_dataset_link_approved', '11000000-0000-4000-8000-000000000010', '10000000-0000-4000-8000-000000000004', 'DATASET', 'DATA_PRODUCT', '24000000-0000-4000-8000-000000000001');
UPDATE input_ports SET status = 'APPROVED', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '19000000-0000-4000-8000-000000000014';
UPDATE input_port_requests SET decision = 'APPROVED', decided_by_id = '24000000-0000-4000-8000-000000000001', decided_on = '2026-03-25T09:01:41.164', valid_from = '2026-03-25', valid_until = '2026-04-09', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '20000000-0000-4000-8000-000000000015';
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000132', 'data_product_dataset_link_revoked', '11000000-0000-4000-8000-000000000010', '10000000-0000-4000-8000-000000000004', 'DATASET', 'DATA_PRODUCT', '24000000-0000-4000-8000-000000000001');
UPDATE input_ports SET status = 'REVOKED', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '19000000-0000-4000-8000-000000000014';
UPDATE input_port_requests SET revoked_at = '2026-03-25T09:02:41.177', revoked_by_id = '24000000-0000-4000-8000-000000000001', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '20000000-0000-4000-8000-000000000015';
COMMIT;

-- ACTION 24 | nora.lind | removes the exploration's access: the audit row comes before the delete
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000133', 'data_product_dataset_link_removed', '11000000-0000-4000-8000-000000000010', '10000000-0000-4000-8000-000000000004', 'DATASET', 'DATA_PRODUCT', '24000000-0000-4000-8000-000000000001');
DELETE FROM input_ports WHERE id = '19000000-0000-4000-8000-000000000014';
COMMIT;

-- ACTION 25 | yuki.sato | deletes the exploration: no audit row
BEGIN;
DELETE FROM explorations WHERE id = '10000000-0000-4000-8000-000000000004';
DELETE FROM abstract_data_products WHERE id = '10000000-0000-4000-8000-000000000004';
COMMIT;

-- ACTION 26 | nora.lind | adds Pavel to the team and makes him an engineer
BEGIN;
INSERT INTO role_assignments_data_product (id, data_product_id, user_id, role_id, decision, requested_by_id, requested_on) VALUES
    ('1a000000-0000-4000-8000-000000000012', '10000000-0000-4000-8000-000000000010', '24000000-0000-4000-8000-000000000006', '21000000-0000-4000-8000-000000000002', 'PENDING', '24000000-0000-4000-8000-000000000001', '2026-03-28T09:01:02.575');
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000134', 'data_product_role_assignment_created', '10000000-0000-4000-8000-000000000010', '24000000-0000-4000-8000-000000000006', 'DATA_PRODUCT', 'USER', '24000000-0000-4000-8000-000000000001');
UPDATE role_assignments_data_product SET decision = 'APPROVED', decided_by_id = '24000000-0000-4000-8000-000000000001', decided_on = '2026-03-28T09:02:02.588', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '1a000000-0000-4000-8000-000000000012';
COMMIT;
BEGIN;
UPDATE role_assignments_data_product SET role_id = '21000000-0000-4000-8000-000000000003', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '1a000000-0000-4000-8000-000000000012';
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000135', 'data_product_role_assignment_updated', '10000000-0000-4000-8000-000000000010', '24000000-0000-4000-8000-000000000006', 'DATA_PRODUCT', 'USER', '24000000-0000-4000-8000-000000000001');
COMMIT;

-- ACTION 27 | yuki.sato | wants to join the team, is denied by Nora and asks again
BEGIN;
INSERT INTO role_assignments_data_product (id, data_product_id, user_id, role_id, decision, requested_by_id, requested_on) VALUES
    ('1a000000-0000-4000-8000-000000000013', '10000000-0000-4000-8000-000000000010', '24000000-0000-4000-8000-000000000005', '21000000-0000-4000-8000-000000000002', 'PENDING', '24000000-0000-4000-8000-000000000005', '2026-04-01T09:01:09.712');
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000136', 'data_product_role_assignment_requested', '10000000-0000-4000-8000-000000000010', '24000000-0000-4000-8000-000000000005', 'DATA_PRODUCT', 'USER', '24000000-0000-4000-8000-000000000005');
COMMIT;
BEGIN;
UPDATE role_assignments_data_product SET decision = 'DENIED', decided_by_id = '24000000-0000-4000-8000-000000000001', decided_on = '2026-04-01T09:02:09.725', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '1a000000-0000-4000-8000-000000000013';
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000137', 'data_product_role_assignment_denied', '10000000-0000-4000-8000-000000000010', '24000000-0000-4000-8000-000000000005', 'DATA_PRODUCT', 'USER', '24000000-0000-4000-8000-000000000001');
COMMIT;
BEGIN;
DELETE FROM role_assignments_data_product WHERE id = '1a000000-0000-4000-8000-000000000013';
INSERT INTO role_assignments_data_product (id, data_product_id, user_id, role_id, decision, requested_by_id, requested_on) VALUES
    ('1a000000-0000-4000-8000-000000000014', '10000000-0000-4000-8000-000000000010', '24000000-0000-4000-8000-000000000005', '21000000-0000-4000-8000-000000000002', 'PENDING', '24000000-0000-4000-8000-000000000005', '2026-04-01T09:03:09.738');
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000138', 'data_product_role_assignment_requested', '10000000-0000-4000-8000-000000000010', '24000000-0000-4000-8000-000000000005', 'DATA_PRODUCT', 'USER', '24000000-0000-4000-8000-000000000005');
COMMIT;

-- ACTION 28 | emil.okafor | lets Yuki in, and Nora takes her off the team
BEGIN;
UPDATE role_assignments_data_product SET decision = 'APPROVED', decided_by_id = '24000000-0000-4000-8000-000000000002', decided_on = '2026-04-02T09:01:16.849', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '1a000000-0000-4000-8000-000000000014';
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000139', 'data_product_role_assignment_approved', '10000000-0000-4000-8000-000000000010', '24000000-0000-4000-8000-000000000005', 'DATA_PRODUCT', 'USER', '24000000-0000-4000-8000-000000000002');
COMMIT;
BEGIN;
DELETE FROM role_assignments_data_product WHERE id = '1a000000-0000-4000-8000-000000000014';
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000140', 'data_product_role_assignment_removed', '10000000-0000-4000-8000-000000000010', '24000000-0000-4000-8000-000000000005', 'DATA_PRODUCT', 'USER', '24000000-0000-4000-8000-000000000001');
COMMIT;

-- ACTION 29 | pavel.novy | wants to join the port's team; Nora lets him in and makes him an owner
BEGIN;
INSERT INTO role_assignments_dataset (id, dataset_id, data_product_id, user_id, role_id, decision, requested_by_id, requested_on) VALUES
    ('1d000000-0000-4000-8000-000000000011', '11000000-0000-4000-8000-000000000010', '10000000-0000-4000-8000-000000000010', '24000000-0000-4000-8000-000000000006', '21000000-0000-4000-8000-000000000005', 'PENDING', '24000000-0000-4000-8000-000000000006', '2026-04-03T09:01:23.986');
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000141', 'dataset_role_assignment_requested', '11000000-0000-4000-8000-000000000010', '24000000-0000-4000-8000-000000000006', 'DATASET', 'USER', '24000000-0000-4000-8000-000000000006');
COMMIT;
BEGIN;
UPDATE role_assignments_dataset SET decision = 'APPROVED', decided_by_id = '24000000-0000-4000-8000-000000000001', decided_on = '2026-04-03T09:02:23.999', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '1d000000-0000-4000-8000-000000000011';
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000142', 'dataset_role_assignment_approved', '11000000-0000-4000-8000-000000000010', '24000000-0000-4000-8000-000000000006', 'DATASET', 'USER', '24000000-0000-4000-8000-000000000001');
COMMIT;
BEGIN;
UPDATE role_assignments_dataset SET role_id = '21000000-0000-4000-8000-000000000004', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '1d000000-0000-4000-8000-000000000011';
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000143', 'dataset_role_assignment_updated', '11000000-0000-4000-8000-000000000010', '24000000-0000-4000-8000-000000000006', 'DATASET', 'USER', '24000000-0000-4000-8000-000000000001');
COMMIT;

-- ACTION 30 | yuki.sato | wants to join the port's team and is denied
BEGIN;
INSERT INTO role_assignments_dataset (id, dataset_id, data_product_id, user_id, role_id, decision, requested_by_id, requested_on) VALUES
    ('1d000000-0000-4000-8000-000000000012', '11000000-0000-4000-8000-000000000010', '10000000-0000-4000-8000-000000000010', '24000000-0000-4000-8000-000000000005', '21000000-0000-4000-8000-000000000005', 'PENDING', '24000000-0000-4000-8000-000000000005', '2026-04-04T09:01:30.123');
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000144', 'dataset_role_assignment_requested', '11000000-0000-4000-8000-000000000010', '24000000-0000-4000-8000-000000000005', 'DATASET', 'USER', '24000000-0000-4000-8000-000000000005');
COMMIT;
BEGIN;
UPDATE role_assignments_dataset SET decision = 'DENIED', decided_by_id = '24000000-0000-4000-8000-000000000001', decided_on = '2026-04-04T09:02:30.136', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '1d000000-0000-4000-8000-000000000012';
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000145', 'dataset_role_assignment_denied', '11000000-0000-4000-8000-000000000010', '24000000-0000-4000-8000-000000000005', 'DATASET', 'USER', '24000000-0000-4000-8000-000000000001');
COMMIT;

-- ACTION 31 | nora.lind | adds Emil to the port's team in one transaction, and removes Pavel
BEGIN;
INSERT INTO role_assignments_dataset (id, dataset_id, data_product_id, user_id, role_id, decision, requested_by_id, requested_on) VALUES
    ('1d000000-0000-4000-8000-000000000013', '11000000-0000-4000-8000-000000000010', '10000000-0000-4000-8000-000000000010', '24000000-0000-4000-8000-000000000002', '21000000-0000-4000-8000-000000000005', 'PENDING', '24000000-0000-4000-8000-000000000001', '2026-04-05T09:01:37.260');
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000146', 'dataset_role_assignment_created', '11000000-0000-4000-8000-000000000010', '24000000-0000-4000-8000-000000000002', 'DATASET', 'USER', '24000000-0000-4000-8000-000000000001');
UPDATE role_assignments_dataset SET decision = 'APPROVED', decided_by_id = '24000000-0000-4000-8000-000000000001', decided_on = '2026-04-05T09:02:37.273', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '1d000000-0000-4000-8000-000000000013';
COMMIT;
BEGIN;
DELETE FROM role_assignments_dataset WHERE id = '1d000000-0000-4000-8000-000000000011';
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000147', 'dataset_role_assignment_removed', '11000000-0000-4000-8000-000000000010', '24000000-0000-4000-8000-000000000006', 'DATASET', 'USER', '24000000-0000-4000-8000-000000000001');
COMMIT;

-- ACTION 32 | nora.lind | renames a domain, a tag and herself: no audit rows
BEGIN;
UPDATE domains SET name = 'Network Operations', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '13000000-0000-4000-8000-000000000001';
COMMIT;
BEGIN;
UPDATE tags SET value = 'live', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '16000000-0000-4000-8000-000000000001';
COMMIT;
BEGIN;
UPDATE users SET last_name = 'Lind-Berg', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '24000000-0000-4000-8000-000000000001';
COMMIT;

-- ACTION 33 | emil.okafor | renames the product, but the portal fails before the commit
BEGIN;
UPDATE abstract_data_products SET name = 'Never seen', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '10000000-0000-4000-8000-000000000010';
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000148', 'data_product_updated', '10000000-0000-4000-8000-000000000010', NULL, 'DATA_PRODUCT', NULL, '24000000-0000-4000-8000-000000000002');
ROLLBACK;

-- ACTION 34 | emil.okafor | says that trams have names: the renames above show
BEGIN;
UPDATE abstract_data_products SET description = 'Where every tram is, by name', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '10000000-0000-4000-8000-000000000010';
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000149', 'data_product_updated', '10000000-0000-4000-8000-000000000010', NULL, 'DATA_PRODUCT', NULL, '24000000-0000-4000-8000-000000000002');
COMMIT;

-- ACTION 35 | emil.okafor | withdraws the denied link of the hourly positions
BEGIN;
DELETE FROM data_outputs_datasets WHERE id = '18000000-0000-4000-8000-000000000011';
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000150', 'data_output_dataset_link_removed', '1e000000-0000-4000-8000-000000000011', '11000000-0000-4000-8000-000000000010', 'DATA_OUTPUT', 'DATASET', '24000000-0000-4000-8000-000000000002');
COMMIT;

-- ACTION 36 | nora.lind | deletes the S3 asset, which a port exposes: the audit row comes when all is gone
BEGIN;
DELETE FROM data_outputs_datasets WHERE data_output_id = '1e000000-0000-4000-8000-000000000010';
UPDATE events SET deleted_subject_identifier = 'Raw positions' WHERE subject_id = '1e000000-0000-4000-8000-000000000010';
UPDATE events SET deleted_target_identifier = 'Raw positions' WHERE target_id = '1e000000-0000-4000-8000-000000000010';
DELETE FROM data_outputs WHERE id = '1e000000-0000-4000-8000-000000000010';
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000151', 'data_output_removed', '1e000000-0000-4000-8000-000000000010', '10000000-0000-4000-8000-000000000010', 'DATA_OUTPUT', 'DATA_PRODUCT', '24000000-0000-4000-8000-000000000001');
COMMIT;

-- ACTION 37 | tariq.haddad | deletes the port 'Daily Revenue' with its consumer and its link
BEGIN;
UPDATE events SET deleted_subject_identifier = 'Daily Revenue' WHERE subject_id = '11000000-0000-4000-8000-000000000003';
UPDATE events SET deleted_target_identifier = 'Daily Revenue' WHERE target_id = '11000000-0000-4000-8000-000000000003';
DELETE FROM input_ports WHERE dataset_id = '11000000-0000-4000-8000-000000000003';
DELETE FROM data_outputs_datasets WHERE dataset_id = '11000000-0000-4000-8000-000000000003';
DELETE FROM datasets WHERE id = '11000000-0000-4000-8000-000000000003';
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000152', 'dataset_removed', '11000000-0000-4000-8000-000000000003', '10000000-0000-4000-8000-000000000002', 'DATASET', 'DATA_PRODUCT', '24000000-0000-4000-8000-000000000004');
COMMIT;

-- ACTION 38 | nora.lind | deletes 'Fleet Positions' with port, asset, consumer and team: one audit row for all of it
BEGIN;
UPDATE events SET deleted_subject_identifier = 'Live Fleet Positions' WHERE subject_id = '11000000-0000-4000-8000-000000000010';
UPDATE events SET deleted_target_identifier = 'Live Fleet Positions' WHERE target_id = '11000000-0000-4000-8000-000000000010';
UPDATE events SET deleted_subject_identifier = 'Hourly positions' WHERE subject_id = '1e000000-0000-4000-8000-000000000011';
UPDATE events SET deleted_target_identifier = 'Hourly positions' WHERE target_id = '1e000000-0000-4000-8000-000000000011';
UPDATE events SET deleted_subject_identifier = 'Fleet Positions' WHERE subject_id = '10000000-0000-4000-8000-000000000010';
UPDATE events SET deleted_target_identifier = 'Fleet Positions' WHERE target_id = '10000000-0000-4000-8000-000000000010';
DELETE FROM tags_data_products WHERE data_product_id = '10000000-0000-4000-8000-000000000010';
DELETE FROM tags_datasets WHERE dataset_id = '11000000-0000-4000-8000-000000000010';
DELETE FROM input_ports WHERE dataset_id = '11000000-0000-4000-8000-000000000010';
DELETE FROM data_outputs WHERE owner_id = '10000000-0000-4000-8000-000000000010';
DELETE FROM datasets WHERE data_product_id = '10000000-0000-4000-8000-000000000010';
DELETE FROM data_products WHERE id = '10000000-0000-4000-8000-000000000010';
DELETE FROM abstract_data_products WHERE id = '10000000-0000-4000-8000-000000000010';
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000153', 'data_product_removed', '10000000-0000-4000-8000-000000000010', NULL, 'DATA_PRODUCT', NULL, '24000000-0000-4000-8000-000000000001');
COMMIT;

-- ACTION 39 | emil.okafor | creates a new product under the first name of the deleted one
BEGIN;
INSERT INTO abstract_data_products (id, name, abstract_data_product_type, namespace, domain_id, status) VALUES
    ('10000000-0000-4000-8000-000000000011', 'Vehicle Positions', 'data_products', 'vehicle_positions', '13000000-0000-4000-8000-000000000001', 'active');
INSERT INTO data_products (id, type_id, lifecycle_id) VALUES ('10000000-0000-4000-8000-000000000011', '23000000-0000-4000-8000-000000000001', '1b000000-0000-4000-8000-000000000001');
COMMIT;
BEGIN;
INSERT INTO role_assignments_data_product (id, data_product_id, user_id, role_id, decision, requested_by_id, requested_on) VALUES
    ('1a000000-0000-4000-8000-000000000015', '10000000-0000-4000-8000-000000000011', '24000000-0000-4000-8000-000000000002', '21000000-0000-4000-8000-000000000001', 'PENDING', '24000000-0000-4000-8000-000000000002', '2026-04-13T09:01:33.356');
COMMIT;
BEGIN;
UPDATE role_assignments_data_product SET decision = 'APPROVED', decided_by_id = '24000000-0000-4000-8000-000000000002', decided_on = '2026-04-13T09:02:33.369', updated_on = timezone('utc', CURRENT_TIMESTAMP) WHERE id = '1a000000-0000-4000-8000-000000000015';
COMMIT;
BEGIN;
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000154', 'data_product_role_assignment_created', '10000000-0000-4000-8000-000000000011', '24000000-0000-4000-8000-000000000002', 'DATA_PRODUCT', 'USER', '24000000-0000-4000-8000-000000000002');
INSERT INTO events (id, name, subject_id, target_id, subject_type, target_type, actor_id) VALUES
    ('27000000-0000-4000-8000-000000000155', 'data_product_created', '10000000-0000-4000-8000-000000000011', NULL, 'DATA_PRODUCT', NULL, '24000000-0000-4000-8000-000000000002');
COMMIT;
