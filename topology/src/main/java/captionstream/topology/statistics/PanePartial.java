package captionstream.topology.statistics;

/** A partial of one partition's images in one pane. */
public record PanePartial(String model, Pane pane, Partial partial) {
    public Series series() {
        return new Series(model, pane.length());
    }
}
