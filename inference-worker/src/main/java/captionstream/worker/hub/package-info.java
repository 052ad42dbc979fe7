/**
 * Downloads the files of models from the Hugging Face hub, trusting nothing that a server says: whole and right, or not
 * under their names.
 */
@NullMarked
package captionstream.worker.hub;

import org.jspecify.annotations.NullMarked;
