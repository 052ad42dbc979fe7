package captionstream.cli.services;

import captionstream.dashboard.upload.ImageCheck;
import captionstream.dashboard.upload.UploadRefusedException;
import captionstream.worker.image.ImageDecoder;
import captionstream.worker.image.ImageRejected;

/** What the worker says of an image's first bytes and header. */
public final class HeaderCheck implements ImageCheck {
    private final ImageDecoder decoder = new ImageDecoder();

    @Override
    public String format(byte[] bytes) throws UploadRefusedException {
        try {
            return decoder.checkHeader(bytes);
        } catch (ImageRejected e) {
            throw new UploadRefusedException(e.getMessage());
        }
    }
}
