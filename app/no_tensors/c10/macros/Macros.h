// Stands in front of the tensor library's own header of this name, which every other header of it
// includes: system packages put them where any file finds them, so a missing include folder alone
// would not keep them out of the app.
#error "Tensors stay in the engine: the app sees engine/api/latent and nothing behind it."
