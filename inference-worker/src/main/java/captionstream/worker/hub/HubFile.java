package captionstream.worker.hub;

/** A file as the hub lists it. */
public record HubFile(String name, long size, Checksum checksum) {
    public HubFile {
        if (size < 0) {
            throw new IllegalArgumentException("size " + size + " is negative");
        }
    }
}
