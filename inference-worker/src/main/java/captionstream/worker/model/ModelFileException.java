package captionstream.worker.model;

/** A model file is missing, damaged or does not fit; the message names the file and what in it is wrong. */
public final class ModelFileException extends RuntimeException {
    public ModelFileException(String file, String problem) {
        super(file + ": " + problem);
    }

    public ModelFileException(String file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
    }
}
