# embed_files(TARGET NAMESPACE FILE...): compiles text files into TARGET, so that the program is one file to move.
# Gives a header "NAMESPACE/embedded.h" (NAMESPACE with :: as /) that declares
#   struct EmbeddedFile { std::string_view name, text; };   name: the file's name without its folder
#   const std::vector<EmbeddedFile>& embedded_files();
function(embed_files target namespace)
    string(REPLACE "::" "/" folder ${namespace})
    set(dir ${CMAKE_CURRENT_BINARY_DIR}/embedded)
    set(header ${dir}/${folder}/embedded.h)
    set(source ${dir}/${folder}/embedded.cpp)
    add_custom_command(
        OUTPUT ${header} ${source}
        COMMAND ${CMAKE_COMMAND} -DNAMESPACE=${namespace} -DHEADER=${header} -DSOURCE=${source}
                "-DFILES=${ARGN}" -P ${CMAKE_SOURCE_DIR}/cmake/EmbedFilesScript.cmake
        DEPENDS ${ARGN} ${CMAKE_SOURCE_DIR}/cmake/EmbedFilesScript.cmake
        VERBATIM)
    target_sources(${target} PRIVATE ${source} ${header})
    set_source_files_properties(${source} PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
    target_include_directories(${target} PRIVATE ${dir})
endfunction()
