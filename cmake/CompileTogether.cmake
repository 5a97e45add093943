# compile_together(TARGET COUNT): TARGET's sources are compiled COUNT at a time, those of one folder only, in the order
# of their names. Most of what a small file costs is the headers and templates that it shares with its neighbours: a
# clean build takes half the time, and a changed file costs its group.
#
# So the files of one folder share one unnamed namespace, and what stands in it is called differently in each. A source
# that needs options of its own stays apart: set SKIP_UNITY_BUILD_INCLUSION on it first.
option(LATENT_TOGETHER "Compile the small files of a folder together; OFF shows that each includes what it uses" ON)

function(compile_together target count)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ${LATENT_TOGETHER} UNITY_BUILD_MODE GROUP)
    get_target_property(sources ${target} SOURCES)
    list(FILTER sources INCLUDE REGEX "\\.cpp$")
    set(folder_before "none yet")
    foreach(source IN LISTS sources)
        get_filename_component(folder ${source} DIRECTORY)
        get_source_file_property(apart ${source} SKIP_UNITY_BUILD_INCLUSION)
        if(apart)
            continue()
        endif()
        if(NOT folder STREQUAL folder_before)
            get_filename_component(name ${folder} NAME)
            set(taken 0)
            set(folder_before ${folder})
        endif()
        math(EXPR part "${taken} / ${count}")
        math(EXPR taken "${taken} + 1")
        set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${name}_${part})
    endforeach()
endfunction()
