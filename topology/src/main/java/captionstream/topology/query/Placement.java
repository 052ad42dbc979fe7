package captionstream.topology.query;

import java.util.Map;
import java.util.SortedSet;

/** Which instance has what. */
public interface Placement {
    /**
     * Every partition that has to be asked, with the instance that has it.
     *
     * @throws UnavailableException if one of them is with no instance that is known
     */
    Map<Instance, SortedSet<Integer>> of(Query query);
}
