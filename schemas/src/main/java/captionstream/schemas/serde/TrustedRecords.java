package captionstream.schemas.serde;

import captionstream.Caption;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Avro instantiates only classes it was told to trust. This adds the generated records, and nothing else, to whatever
 * is trusted already.
 */
final class TrustedRecords {
    private static final String PACKAGE = Caption.class.getPackageName();

    private static boolean trusted;

    private TrustedRecords() {}

    static synchronized void trust() {
        if (!trusted) {
            ClassSecurityValidator.setGlobal(
                    ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), type -> type.getPackageName()
                            .equals(PACKAGE)));
            trusted = true;
        }
    }
}
