package io.navarch.apiserver.resource;

/** When metadata.generation goes up. */
public enum GenerationRule {
    /** The kind has no generation. */
    NONE,
    /** 1 on create, and one more with every change to spec. */
    SPEC,
    /** 1 on create, and one more with every change to spec or annotations. */
    SPEC_AND_ANNOTATIONS,
    /** 1 on create, and one more with every change to anything but metadata and status. */
    CONTENT,
    /** 1 on create, never changed afterwards. */
    FIRST_ONLY
}
