/** Which columns each field of each event is made of, and which fields a column has a part in. */
@NullMarked
package io.tidings.contracts.lineage;

import org.jspecify.annotations.NullMarked;
