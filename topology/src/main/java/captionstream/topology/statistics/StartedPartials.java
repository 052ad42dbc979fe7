package captionstream.topology.statistics;

import java.util.List;

/**
 * Which aggregates the open panes have. Counting a pane anew from its images does not find those that have become
 * empty, and they must be sent too.
 */
public interface StartedPartials {
    /** @param empty of a pane's aggregate that is not among {@link #all} yet */
    void add(PanePartial empty);

    /** Of a pane that has closed. */
    void remove(PanePartial empty);

    List<PanePartial> all();
}
