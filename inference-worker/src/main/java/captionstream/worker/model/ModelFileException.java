package captionstream.worker.model;

/** A model file is missing, damaged or does not fit; the message names the file and what in it is wrong. */
public final class ModelFileException extends RuntimeException {
    /** What a file says of itself is quoted, and may be of any length. */
    private static final int LONGEST = 1_000;

    public ModelFileException(String file, String problem) {
        super(file + ": " + shortened(problem));
    }

    public ModelFileException(String file, String problem, Throwable cause) {
        super(file + ": " + shortened(problem), cause);
    }

    private static String shortened(String problem) {
        return problem.length() <= LONGEST ? problem : problem.substring(0, LONGEST) + "...";
    }
}
