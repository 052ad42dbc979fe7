/** Byte-pair vocabularies learnt from a little text, as {@code tokenizer.json}. */
@NullMarked
package captionstream.worker.train.vocabulary;

import org.jspecify.annotations.NullMarked;
