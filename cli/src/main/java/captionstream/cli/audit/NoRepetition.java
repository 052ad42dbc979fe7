package captionstream.cli.audit;

import captionstream.Caption;

/** Each outcome is promised once. */
record NoRepetition() implements Repetition {
    @Override
    public int bytesPerRequest() {
        return 0;
    }

    @Override
    public void extend(int rows) {}

    @Override
    public void first(int row, Caption caption) {}

    @Override
    public RequestMark again(int row, Caption caption) {
        return RequestMark.CAPTIONED_TWICE;
    }

    @Override
    public RequestMark deadLetterAgain() {
        return RequestMark.DEAD_LETTERED_TWICE;
    }
}
