package captionstream.topology.statistics;

import java.util.SortedMap;

/** The outcomes of images, apart by the shortest pane that their captions' event times fall into. */
public interface WindowedOutcomes {
    /** Those of one image in the pane, by the start of the shortest pane. */
    SortedMap<Long, ImageOutcomes> of(String model, String imageId, Pane pane);

    /** Takes the place of what the image had there. */
    void put(String model, long start, ImageOutcomes image);

    /** Visits all that are held and begin within the given time. */
    void forEach(long from, long until, Visitor visitor);

    @FunctionalInterface
    interface Visitor {
        void visit(String model, long start, ImageOutcomes image);
    }
}
