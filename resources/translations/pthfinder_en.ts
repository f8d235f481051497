<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>pthf::BatchDialog</name>
    <message numerus="yes">
        <source>%n file(s), %1 written, %2 failed</source>
        <translation>
            <numerusform>%n file, %1 written, %2 failed</numerusform>
            <numerusform>%n files, %1 written, %2 failed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pthf::CheckDialog</name>
    <message numerus="yes">
        <source>%1: %n storages, %2, %3 there, %4 back, at most %5 taken</source>
        <translation>
            <numerusform>%1: %n storage, %2, %3 there, %4 back, at most %5 taken</numerusform>
            <numerusform>%1: %n storages, %2, %3 there, %4 back, at most %5 taken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n storages came back changed:</source>
        <translation>
            <numerusform>%n storage came back changed:</numerusform>
            <numerusform>%n storages came back changed:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pthf::DeviceModel</name>
    <message numerus="yes">
        <source>%n threads</source>
        <translation>
            <numerusform>%n thread</numerusform>
            <numerusform>%n threads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pthf::DiffPanel</name>
    <message numerus="yes">
        <source>Keys, shapes, number types, devices, plain values and the numbers of %n tensor(s) are the same.</source>
        <translation>
            <numerusform>Keys, shapes, number types, devices, plain values and the numbers of %n tensor are the same.</numerusform>
            <numerusform>Keys, shapes, number types, devices, plain values and the numbers of %n tensors are the same.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pthf::FolderPage</name>
    <message numerus="yes">
        <source>%n checkpoint(s)</source>
        <translation>
            <numerusform>%n checkpoint</numerusform>
            <numerusform>%n checkpoints</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n other file(s)</source>
        <translation>
            <numerusform>, %n other file</numerusform>
            <numerusform>, %n other files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pthf::MatchHead</name>
    <message numerus="yes">
        <source>%n keys, as far as the error says</source>
        <translation>
            <numerusform>%n key, as far as the error says</numerusform>
            <numerusform>%n keys, as far as the error says</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n names and shapes</source>
        <translation>
            <numerusform>%n name and shape</numerusform>
            <numerusform>%n names and shapes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pthf::MatchTreeModel</name>
    <message numerus="yes">
        <source>%n tensors</source>
        <translation>
            <numerusform>%n tensor</numerusform>
            <numerusform>%n tensors</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pthf::OptimizerView</name>
    <message numerus="yes">
        <source>%n groups</source>
        <translation>
            <numerusform>%n group</numerusform>
            <numerusform>%n groups</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pthf::PlacementDialog</name>
    <message numerus="yes">
        <source>%n rule(s)</source>
        <translation>
            <numerusform>%n rule</numerusform>
            <numerusform>%n rules</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pthf::PlanPanel</name>
    <message numerus="yes">
        <source>%n changes, applied top to bottom</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes, applied top to bottom</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pthf::ReceiptWords</name>
    <message numerus="yes">
        <source>%n tensors</source>
        <translation>
            <numerusform>%n tensor</numerusform>
            <numerusform>%n tensors</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pthf::ReferenceDialog</name>
    <message numerus="yes">
        <source>%n names</source>
        <translation>
            <numerusform>%n name</numerusform>
            <numerusform>%n names</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pthf::SaveChange</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n values</source>
        <translation>
            <numerusform>%n value</numerusform>
            <numerusform>%n values</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pthf::SuggestionStrip</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
</TS>
