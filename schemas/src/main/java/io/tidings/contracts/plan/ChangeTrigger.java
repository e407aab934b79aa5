package io.tidings.contracts.plan;

import io.tidings.contracts.catalog.TableName;
import java.util.List;
import java.util.Set;

/**
 * Changes of rows that a contract answers, whether an audit row tells of them or not.
 *
 * @param columns of an update: those of which one must have changed; all when empty
 * @param with of a delete: paths from the deleted row to one row each, of which one must have gone with it; none when
 *     every delete is answered
 */
public record ChangeTrigger(Trigger.Kind kind, TableName table, Set<String> columns, List<PathPlan> with) {}
