package io.tidings.service;

import java.util.List;

/** Looks at something that an application depends on; may wait for it, for a few seconds at most. */
@FunctionalInterface
public interface Look {

    /**
     * How it stands.
     *
     * @throws Exception when that cannot be found out, which is a check that fails
     */
    List<Check> checks() throws Exception;
}
